/** How one axis is drawn. */
export interface Axis {
  /** What it shows, with its unit: "step", "loss (nats)". */
  readonly label: string;
  readonly scale: "linear" | "logarithmic";
  /** Ends of the axis; those of the data where it is left out. */
  readonly domain?: readonly [low: number, high: number];
  /** Values with labels; round numbers where it is left out. */
  readonly ticks?: readonly number[];
}

/** A run of points, joined by a line in their order. Points that are not finite (or not positive on a logarithmic axis) leave a gap. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** Dashed lines are for what the others are compared with: references, bounds. */
  readonly line?: "solid" | "dashed" | "none";
  /** Whether points are marked; false by default. In a terminal, points of a series without a line always are. */
  readonly marks?: boolean;
  /** What each point stands for, shown when it is pointed at in an SVG picture. */
  readonly pointNames?: readonly string[];
}

export type Point = readonly [x: number, y: number];

/** A chart of lines, or of points without them, as plain data. */
export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** A sentence under the chart: where the data come from. */
  readonly note?: string;
}

/** Bars side by side: a histogram, or one figure per category. */
export interface BarChart {
  readonly title: string;
  /** What the bars stand for. */
  readonly label: string;
  /** What their heights count, with its unit. */
  readonly heightLabel: string;
  readonly bars: readonly Bar[];
  readonly note?: string;
}

/** One bar; `height` is not negative. */
export interface Bar {
  readonly name: string;
  readonly height: number;
}
