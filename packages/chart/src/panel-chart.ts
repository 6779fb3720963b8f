import type { Axis, Point } from "./chart.ts";
import type { CategoryKey } from "./colour-key.ts";
import type { NamedAxis } from "./named-axis.ts";

/** Small multiples: charts of lines side by side that share what is across and what the colours stand for. */
export interface PanelChart {
  readonly title: string;
  readonly x: Axis | NamedAxis;
  /** At least one. */
  readonly panels: readonly Panel[];
  /** What the lines stand for. */
  readonly colour: CategoryKey;
  readonly note?: string;
}

/** One of the small charts. */
export interface Panel {
  readonly title: string;
  readonly y: Axis;
  readonly lines: readonly PanelLine[];
  /** Levels that the lines are held against, dashed across the whole panel. */
  readonly levels: readonly { readonly value: number; readonly colour: number }[];
}

/** A line through marked points, in their order. */
export interface PanelLine {
  /** An index into the names of the key. */
  readonly colour: number;
  readonly points: readonly PanelPoint[];
}

/** A point, and the span that it is the middle of: of one value, the value twice. */
export interface PanelPoint {
  readonly at: Point;
  readonly span: readonly [low: number, high: number];
  /** Shown when it is pointed at. */
  readonly name: string;
}
