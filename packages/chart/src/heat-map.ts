import type { ScaleKey } from "./colour-key.ts";

/** A table of values as colours. */
export interface HeatMap {
  readonly title: string;
  readonly columns: HeatMapAxis;
  readonly rows: HeatMapAxis;
  /** At most one per column and row; the others stay empty. */
  readonly cells: readonly HeatMapCell[];
  readonly colour: ScaleKey;
  readonly note?: string;
}

/** What columns or rows stand for, and the name of each; rows from the bottom up. */
export interface HeatMapAxis {
  readonly label: string;
  readonly names: readonly string[];
}

export interface HeatMapCell {
  readonly column: number;
  readonly row: number;
  readonly value: number;
  /** Shown when it is pointed at. */
  readonly name: string;
}
