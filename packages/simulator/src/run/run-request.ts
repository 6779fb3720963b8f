import type { ReplayProgress } from "@lnsim/training";

/** What to run. Plain data, so that it can be sent to a worker. */
export interface RunRequest {
  /** Machine preset, or a YAML or TypeScript file. */
  readonly machine: string;
  /** Shipped trace, or a trace file. */
  readonly trace: string;
  /** Changes of the machine, as `path=value`. */
  readonly set?: readonly string[];
  /** Paths or packages of plugins. */
  readonly plugins?: readonly string[];
  /** Where relative paths start; the current folder by default. */
  readonly folder?: string;
  /** Optimizer steps to replay; all of the trace by default. */
  readonly steps?: number;
  /** Whether to repeat the training bit for bit; true by default. */
  readonly numerics?: boolean;
  /** "skip" fast-forwards repetitions (default), "burst" keeps bursts, "cycle" steps every cycle. All agree. */
  readonly exact?: "skip" | "burst" | "cycle";
  /** Of everything that is drawn during the run; the recipe's by default. */
  readonly seed?: number;
  /** A folder of idx files or texts in place of the data set package that the trace names. */
  readonly data?: string;
}

/** Where a run is. */
export interface RunProgress {
  readonly phase: "timing" | "training" | "evaluating";
  readonly done: number;
  readonly total: number;
  /** What is counted; "%" of all the work where nothing else is. */
  readonly unit: "step" | "step shape" | "%";
  /** Share of the phase's whole work that is done, from 0 to 1. */
  readonly share: number;
}

/** Progress of a training, as everything that watches a run is told it. */
export function trainingProgress({ phase, step, steps, done }: ReplayProgress): RunProgress {
  if (phase === "train") return { phase: "training", done: step, total: steps, unit: "step", share: done };
  return { phase: "evaluating", done: Math.floor(done * 100), total: 100, unit: "%", share: done };
}

/** How a run is watched and stopped. */
export interface RunHooks {
  readonly onProgress?: (progress: RunProgress) => void;
  /** Looked at between steps; the run resolves to null soon after it becomes true. */
  readonly signal?: { readonly aborted: boolean };
}
