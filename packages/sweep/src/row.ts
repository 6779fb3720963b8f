import type { AxisValues } from "./point.ts";

/** A figure of a result by its name, such as "cycles.perStep"; null where the run has none. */
export type Figures = { readonly [name: string]: number | null };

/** A point and its result, and nothing else: equal points have equal rows, wherever and however they were run. */
export interface Row {
  readonly id: string;
  readonly values: AxisValues;
  readonly machine: { readonly name: string; readonly hash: string };
  readonly trace: { readonly name: string; readonly hash: string };
  readonly figures: Figures;
  /** What a reader of the figures should know. */
  readonly notes: readonly string[];
}

/** How often and where a point was tried: kept beside the rows, and in no export of results. */
export interface Attempt {
  readonly id: string;
  readonly values: AxisValues;
  readonly attempt: number;
  readonly worker: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly status: "done" | "failed" | "abandoned";
  /** What went wrong, of a failed one. */
  readonly error: string | null;
  /** What repeats it alone. */
  readonly command: string | null;
}
