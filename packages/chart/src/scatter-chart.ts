import type { Axis, Point } from "./chart.ts";
import type { ColourKey } from "./colour-key.ts";

/** Points in a plane, each with a colour of its own. */
export interface ScatterChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Those that are not finite (or not positive on a logarithmic axis) are left out. */
  readonly points: readonly ScatterPoint[];
  /** One colour for all where it is left out. */
  readonly colour?: ColourKey;
  /** A dashed line through points that belong together, such as a front. */
  readonly line?: { readonly name: string; readonly points: readonly Point[] };
  readonly note?: string;
}

/** One point of a scatter chart. */
export interface ScatterPoint {
  readonly at: Point;
  /** By the chart's key; grey where it is NaN. */
  readonly colour: number;
  /** Shown when it is pointed at. */
  readonly name: string;
  /** Stands beside it, where there is room. */
  readonly label?: string;
  /** Drawn larger and above the others. */
  readonly isEmphasised: boolean;
}
