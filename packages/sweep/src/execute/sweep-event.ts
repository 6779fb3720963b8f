import type { AxisValues } from "../point.ts";
import type { Figures } from "../row.ts";

/** How far a sweep is. */
export interface SweepProgress {
  readonly total: number;
  /** Points that were run this time. */
  readonly done: number;
  readonly failed: number;
  /** Points whose rows were there before. */
  readonly cached: number;
  readonly left: number;
  readonly elapsedSeconds: number;
  /** Null before the first point has ended, as is the time left. */
  readonly pointsPerSecond: number | null;
  readonly etaSeconds: number | null;
}

/** A point that was run. */
export interface DonePoint {
  readonly id: string;
  readonly values: AxisValues;
  readonly figures: Figures;
  readonly seconds: number;
}

/** A point that failed: why, and the command that repeats it alone. */
export interface FailedPoint {
  readonly id: string;
  readonly values: AxisValues;
  readonly error: string;
  readonly command: string;
}

/** What happens in a sweep, with the progress after it. */
export type SweepEvent =
  | { readonly type: "started"; readonly jobs: number; readonly progress: SweepProgress }
  | ({ readonly type: "done"; readonly progress: SweepProgress } & DonePoint)
  | ({ readonly type: "failed"; readonly progress: SweepProgress } & FailedPoint)
  | { readonly type: "abandoned"; readonly id: string; readonly values: AxisValues; readonly progress: SweepProgress }
  | { readonly type: "finished"; readonly stopped: boolean; readonly progress: SweepProgress };

/** What a sweep came to. */
export interface SweepOutcome {
  readonly progress: SweepProgress;
  readonly failed: readonly FailedPoint[];
  /** Whether it was stopped before its end. */
  readonly stopped: boolean;
}
