import type { Optimizer } from "@lnsim/contracts";
import { addCounts, type DatapathCounts, type Engine } from "@lnsim/numerics";
import type { Dataset, TraceContent } from "@lnsim/trace";
import { gemmPasses, type Arithmetic, type GemmPass } from "./arithmetic.ts";
import { checkData } from "./batch-order.ts";
import { createMachine } from "./create-machine.ts";
import type { StepDiagnostics } from "./diagnostics/step-diagnostics.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import { configurationNotes } from "./notes.ts";
import type { ProductObserver } from "./gemm/gemm-site.ts";
import type { UpdateObserver } from "./parameters/update-observer.ts";
import { ReplayRun, type ReplayCheckpoint, type StepCounts } from "./replay-run.ts";
import type { Schedule } from "./schedule.ts";
import type { TensorObserver } from "./tensor-observer.ts";
import type { TrainingMachine } from "./training-machine.ts";

/** Where a replay is: after each training step, then after each batch of the evaluation. */
export interface ReplayProgress {
  readonly phase: "train" | "evaluate";
  /** Training steps done. */
  readonly step: number;
  /** Training steps there will be. */
  readonly steps: number;
  /** Mean loss of the last batch trained on. */
  readonly loss: number;
  /** Share of the whole work that is done, from 0 to 1. */
  readonly done: number;
}

export interface ReplayOptions {
  /** A value trace: its initial weights and the samples it drew. */
  readonly trace: TraceContent;
  readonly data: Dataset;
  readonly engine: Engine;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  /** Constant by default. */
  readonly schedule?: Schedule;
  /** Largest norm of all gradients together; longer ones are scaled down to it. None by default. */
  readonly clipNorm?: number;
  /** Fewer steps than the trace has; all of them by default. */
  readonly steps?: number;
  /** Of stochastic rounding and dropout. */
  readonly seed: number;
  /** Whether the first and the last step count what the datapath loses (about half a second each); true by default. */
  readonly countsLosses?: boolean;
  /** Numbers of the steps, from 1, that are examined closely: seconds each. None by default. */
  readonly diagnosedSteps?: readonly number[];
  readonly onStep?: (progress: ReplayProgress) => void;
  readonly onTensor?: TensorObserver;
  /** Told of every matrix product of one step, from 1. */
  readonly onProduct?: { readonly step: number; readonly observe: ProductObserver };
  /** Told of the update of every parameter on the update grid in one step, from 1. */
  readonly onUpdate?: { readonly step: number; readonly observe: UpdateObserver };
  /** Given everything that a later call needs to go on, after every `every` steps and at the end, wherever that is. */
  readonly checkpoints?: { readonly every: number; readonly save: (checkpoint: ReplayCheckpoint) => void };
  /**
   * Where an earlier call was left whose other options were the same; of `steps` this one may have more, or fewer but those
   * done. No schedule depends on them: a cosine takes all steps of the trace.
   */
  readonly resume?: ReplayCheckpoint;
  /** Looked at after every batch; when `aborted` becomes true the replay ends early. */
  readonly signal?: { readonly aborted: boolean };
}

/** What the datapath lost in the steps that were counted. */
export interface SampledCounts {
  /** Numbers of the steps counted, from 1. */
  readonly steps: readonly number[];
  readonly total: DatapathCounts;
  readonly byPass: { readonly [Pass in GemmPass]: DatapathCounts };
}

export interface ReplayResult {
  /** Steps trained. */
  readonly steps: number;
  /** Mean loss of each step's batch, before its update, in nats. */
  readonly loss: Float64Array;
  /** Share of right answers over the batches of the last epoch, each before its update; null before the first step. */
  readonly trainAccuracy: number | null;
  /** Share of right answers on the whole test set after the last step; null when the replay was aborted. */
  readonly testAccuracy: number | null;
  /** Mean loss on the whole test set after the last step, in nats; null when the replay was aborted. */
  readonly testLoss: number | null;
  /** Null where nothing was counted: float datapaths, or on request. */
  readonly counts: SampledCounts | null;
  /** Of the steps that were examined closely. */
  readonly diagnostics: readonly StepDiagnostics[];
  /** Values clamped by delayed scales. */
  readonly clamps: number;
  /** What the user should know: updates rounded away, biases trained otherwise, a loss that stopped being finite. */
  readonly notes: readonly string[];
  readonly aborted: boolean;
}

/**
 * Trains the network of a trace again, with the same initial weights and batches, in another arithmetic.
 * Same arguments, same result, to the bit, whether it was interrupted and resumed or not.
 *
 * Throws `invalid-combination` or `unsupported` (arithmetic) and `dataset-invalid` (data that the trace cannot index).
 */
export function replay(options: ReplayOptions): ReplayResult {
  const { trace, data, arithmetic } = options;
  checkData(trace, data);
  const machine = createReplayMachine(options);
  const notes = [...configurationNotes(machine, arithmetic)];
  const run = new ReplayRun(machine, options);
  run.train();
  const tested = run.isComplete ? evaluateAll(machine, options, run) : null;
  const diverged = run.loss.findIndex((loss) => !Number.isFinite(loss));
  if (diverged >= 0) notes.push(`the loss is not a finite number from step ${diverged + 1} on`);
  return {
    steps: run.step,
    loss: run.loss,
    trainAccuracy: run.trainAccuracy,
    testAccuracy: tested?.accuracy ?? null,
    testLoss: tested?.loss ?? null,
    counts: collectCounts(run.counted),
    diagnostics: run.diagnostics,
    clamps: machine.clamps,
    notes,
    aborted: tested === null,
  };
}

/** The machine of a replay, before its first step. */
function createReplayMachine({ trace, engine, arithmetic, optimizer, seed, clipNorm, onTensor }: ReplayOptions): TrainingMachine {
  const { model, input } = trace.header;
  const initial = new Map([...trace.parameters].map(([name, tensor]) => [name, tensor.values]));
  return createMachine({
    model,
    input: input!,
    initial,
    arithmetic,
    optimizer,
    engine,
    seed,
    ...(clipNorm === undefined ? {} : { clipNorm }),
    ...(onTensor === undefined ? {} : { observe: onTensor }),
  });
}

function evaluateAll(machine: TrainingMachine, { trace, data, onStep, signal }: ReplayOptions, run: ReplayRun): Evaluation | null {
  const { batchSize, input } = trace.header;
  const { steps, trainingShare: share } = run;
  const loss = run.loss.at(-1) ?? NaN;
  return evaluate(machine, {
    data,
    input: input!,
    batchSize,
    progress: (done) => {
      onStep?.({ phase: "evaluate", step: steps, steps, loss, done: share + (1 - share) * done });
      return signal?.aborted !== true;
    },
  });
}

function collectCounts(counted: readonly StepCounts[]): SampledCounts | null {
  if (counted.length === 0) return null;
  const sum = (pass: GemmPass): DatapathCounts => counted.map(({ byPass }) => byPass[pass]).reduce(addCounts);
  const byPass = { fprop: sum("fprop"), dgrad: sum("dgrad"), wgrad: sum("wgrad") };
  return { steps: counted.map(({ step }) => step), total: gemmPasses.map((pass) => byPass[pass]).reduce(addCounts), byPass };
}
