import type { Axis } from "./chart.ts";
import type { ColourKey } from "./colour-key.ts";
import type { NamedAxis } from "./named-axis.ts";

/** Parallel coordinates: a vertical axis per quantity, a line per thing that has them. */
export interface ParallelChart {
  readonly title: string;
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly colour?: ColourKey;
  readonly note?: string;
}

/** An axis of numbers; or of names, whose values are indices into them. */
export type ParallelAxis = Axis | NamedAxis;

/** A line through all axes. */
export interface ParallelLine {
  /** A value per axis; NaN leaves a gap. */
  readonly values: readonly number[];
  readonly colour: number;
  readonly name: string;
  readonly isEmphasised: boolean;
}
