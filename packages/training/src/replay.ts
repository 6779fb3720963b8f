import type { Optimizer } from "@lnsim/contracts";
import { addCounts, type DatapathCounts, type Engine } from "@lnsim/numerics";
import { datasetError, layerShapes, type Dataset, type ImageSamples, type TraceContent } from "@lnsim/trace";
import type { Arithmetic, GemmPass } from "./arithmetic.ts";
import { BatchLoader } from "./batch.ts";
import { evaluate } from "./evaluate.ts";
import { configurationNotes } from "./notes.ts";
import type { TensorObserver } from "./tensor-observer.ts";
import { Trainer } from "./trainer.ts";

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
  /** Fewer steps than the trace has; all of them by default. */
  readonly steps?: number;
  /** Of stochastic rounding. */
  readonly seed: number;
  /** Whether the first and the last step count what the datapath loses (about half a second each); true by default. */
  readonly countsLosses?: boolean;
  readonly onStep?: (progress: ReplayProgress) => void;
  readonly onTensor?: TensorObserver;
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
  /** Mean loss of each step's batch, before its update. */
  readonly loss: Float64Array;
  /** Share of right answers over the batches of the last epoch, each before its update; null before the first step. */
  readonly trainAccuracy: number | null;
  /** Share of right answers on the whole test set after the last step; null when the replay was aborted. */
  readonly testAccuracy: number | null;
  /** Null where nothing was counted: float datapaths, or on request. */
  readonly counts: SampledCounts | null;
  /** Values clamped by delayed scales. */
  readonly clamps: number;
  /** What the user should know: updates rounded away, biases trained otherwise, a loss that stopped being finite. */
  readonly notes: readonly string[];
  readonly aborted: boolean;
}

/**
 * Trains the network of a trace again, with the same initial weights and batches, in another arithmetic.
 * Same arguments, same result, to the bit.
 *
 * Throws `invalid-combination` or `unsupported` (arithmetic) and `dataset-invalid` (data that the trace cannot index).
 */
export function replay(options: ReplayOptions): ReplayResult {
  const { trace, data, engine, arithmetic, optimizer, seed } = options;
  const { header } = trace;
  checkData(trace, data);
  const steps = Math.min(options.steps ?? header.steps, header.steps);
  const initial = new Map([...trace.parameters].map(([name, tensor]) => [name, tensor.values]));
  const observe = options.onTensor;
  const trainer = new Trainer({ model: header.model, initial, arithmetic, optimizer, engine, seed, ...(observe === undefined ? {} : { observe }) });
  const notes = [...configurationNotes(trainer, arithmetic)];

  const run = trainSteps(trainer, options, steps);
  const isCut = run.steps < steps;
  const testAccuracy = isCut ? null : evaluateAll(trainer, options, steps, run.loss.at(-1) ?? NaN);
  const diverged = run.loss.findIndex((loss) => !Number.isFinite(loss));
  if (diverged >= 0) notes.push(`the loss is not a finite number from step ${diverged + 1} on`);
  return { ...run, testAccuracy, clamps: trainer.clamps, notes, aborted: isCut || testAccuracy === null };
}

type Trained = Pick<ReplayResult, "steps" | "loss" | "trainAccuracy" | "counts">;

/** Share of the evaluation in the work of a whole replay, for the progress only. */
function trainingShare(steps: number, batchSize: number, data: Dataset): number {
  const samples = 3 * steps * batchSize;
  return samples / (samples + data.test.count);
}

function trainSteps(trainer: Trainer, options: ReplayOptions, steps: number): Trained {
  const { trace, data, onStep } = options;
  const loader = new BatchLoader(data.train as ImageSamples, trace.header.input!.features);
  const share = trainingShare(steps, trace.header.batchSize, data);
  const loss = new Float64Array(steps);
  const counting = sampledSteps(options, steps);
  let step = 0;
  let epoch = -1;
  let seen = 0;
  let correct = 0;
  for (const drawn of batchesOf(trace).slice(0, steps)) {
    if (options.signal?.aborted === true) break;
    if (drawn.epoch !== epoch) seen = correct = 0;
    epoch = drawn.epoch;
    const batch = loader.load(drawn.indices);
    trainer.setCounting(counting.includes(step + 1));
    const result = trainer.step(batch);
    loss[step] = result.lossSum / batch.count;
    seen += batch.count;
    correct += result.correct;
    step += 1;
    onStep?.({ phase: "train", step, steps, loss: loss[step - 1], done: (share * step) / steps });
  }
  trainer.setCounting(false);
  return { steps: step, loss: loss.subarray(0, step), trainAccuracy: seen === 0 ? null : correct / seen, counts: collectCounts(trainer, counting, step) };
}

/** The samples of every step, in order; the last batch of an epoch may be smaller. */
function batchesOf({ header, indices }: TraceContent): readonly { readonly epoch: number; readonly indices: Uint32Array }[] {
  return indices.flatMap((order, epoch) =>
    Array.from({ length: Math.ceil(order.length / header.batchSize) }, (_, i) => ({
      epoch,
      indices: order.subarray(i * header.batchSize, (i + 1) * header.batchSize),
    })),
  );
}

function evaluateAll(trainer: Trainer, { trace, data, onStep, signal }: ReplayOptions, steps: number, loss: number): number | null {
  const { batchSize } = trace.header;
  const share = trainingShare(steps, batchSize, data);
  return evaluate(trainer, data, batchSize, (done) => {
    onStep?.({ phase: "evaluate", step: steps, steps, loss, done: share + (1 - share) * done });
    return signal?.aborted !== true;
  });
}

/** The first and the last step, on datapaths that can lose something. */
function sampledSteps({ arithmetic, countsLosses }: ReplayOptions, steps: number): readonly number[] {
  if (countsLosses === false || arithmetic.datapaths.fprop.kind !== "fixed" || steps === 0) return [];
  return steps === 1 ? [1] : [1, steps];
}

function collectCounts(trainer: Trainer, counting: readonly number[], done: number): SampledCounts | null {
  const steps = counting.filter((step) => step <= done);
  if (steps.length === 0) return null;
  const byPass = { fprop: trainer.counts("fprop"), dgrad: trainer.counts("dgrad"), wgrad: trainer.counts("wgrad") };
  return { steps, total: addCounts(addCounts(byPass.fprop, byPass.dgrad), byPass.wgrad), byPass };
}

/** Refuses data that the trace's model or indices do not fit. */
function checkData({ header, indices }: TraceContent, data: Dataset): void {
  const { name } = header;
  if (header.kind !== "value") throw new Error(`trace ${name} has no values to train with`);
  const inputs = header.input!.features;
  const outputs = layerShapes(header.model, header.input!).at(-1)!.features;
  const values = data.input.features * data.input.height * data.input.width;
  if (values !== inputs) throw datasetError(name, `${values} values an image`, `${inputs}, the inputs of ${header.model[0].name}`);
  if (data.classes > outputs) throw datasetError(name, `${data.classes} classes`, `at most ${outputs}, the outputs of the last layer`);
  for (const epoch of indices) {
    const beyond = epoch.find((index) => index >= data.train.count);
    if (beyond !== undefined) throw datasetError(name, `${data.train.count} training images`, `image number ${beyond}, which the trace drew`);
  }
}
