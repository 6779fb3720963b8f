import type { MachineTiming } from "@lnsim/hardware";
import type { ReplayProgress } from "@lnsim/training";
import type { MachineDescription, MachineRequest } from "../machine/describe-machine.ts";
import type { RunMemory } from "./run-memory.ts";
import type { OpenedStep } from "./timing.ts";

/** What to run. Plain data, so that it can be sent to a worker. */
export interface RunRequest {
  /** Machine preset, or a YAML or TypeScript file. */
  readonly machine: string;
  /** A shipped trace, a workload that is built on the fly, sizes in one line such as "gemm:64,64,64", or a file. */
  readonly trace: string;
  /** Samples in a step, of a workload that is built; 32 by default. */
  readonly batch?: number;
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
  /** Whether to time and price a step; true by default. */
  readonly timing?: boolean;
  /** Passes that are timed: fprop, loss, dgrad, wgrad, update; all by default. With some of them only, nothing is trained. */
  readonly passes?: readonly string[];
  /** A file of mappings that are not searched, for machines with a global buffer; it is for the full-batch step. */
  readonly mapping?: string;
  /** Whose figures to report beside the own ones: those that SCALE-Sim would print, on systolic arrays with ideal memory. */
  readonly compat?: "scalesim";
  /**
   * Whether codes pass through the machine, and every output is compared with the numeric engine's; false by default. True: those
   * of a training step where one is repeated, else random ones.
   */
  readonly values?: boolean | ValuesRequest;
  /** Draws initial weights and batches anew from this seed; those of the trace by default. */
  readonly redraw?: number;
  /** Steps, from 1, whose quantizers and products are examined closely. */
  readonly diagnose?: readonly number[];
  /** Tensors to write as .npy files. */
  readonly dump?: DumpRequest;
  /** Where a training is kept so that it can go on after an interruption. */
  readonly checkpoint?: CheckpointRequest;
  /** "skip" fast-forwards repetitions (default), "burst" keeps bursts, "cycle" steps every cycle. All agree. */
  readonly exact?: "skip" | "burst" | "cycle";
  /** Of everything that is drawn during the run; the recipe's by default. */
  readonly seed?: number;
  /** Threads that multiply matrices; 1 by default. The bits are the same with any number. */
  readonly threads?: number;
  /** A folder of idx files or texts in place of the data set package that the trace names. */
  readonly data?: string;
}

/** Which codes pass through the machine: random ones, or those of a training step, by its number from 1 (the first by default). */
export type ValuesRequest = { readonly operands: "random" } | { readonly operands: "training"; readonly step?: number };

/** Which tensors are written where. */
export interface DumpRequest {
  /** Folder for the files, made when it is not there. */
  readonly folder: string;
  /** Steps, from 1. */
  readonly steps: readonly number[];
  /** Names as the trace has them, such as "fc1.weight"; a trailing * stands for any rest. All by default. */
  readonly tensors?: readonly string[];
}

/** A file that a training is kept in. */
export interface CheckpointRequest {
  /** Continued from when it is there, for more steps than it was made with too; written otherwise. */
  readonly file: string;
  /** Steps between two writings; it is written at the end and at an interruption too. */
  readonly every: number;
}

/** Where a run is. */
export interface RunProgress {
  readonly phase: "timing" | "recording" | "training" | "evaluating";
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
  /** Where parts of the result are looked for, and kept. */
  readonly memory?: RunMemory;
  /** What runs the machine of the first step to its end, in place of nobody; null: it was stopped. It changes nothing of the result. */
  readonly runFirst?: (step: OpenedStep) => MachineTiming | null;
  /** How machines are read; `describeMachine` by default. One that reads every file once is quicker for many runs. */
  readonly describe?: (request: MachineRequest) => Promise<MachineDescription>;
}
