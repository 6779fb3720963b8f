import type { Dataset, TensorShape } from "@lnsim/trace";
import { BatchLoader } from "./batch.ts";
import type { TrainingMachine } from "./training-machine.ts";

/** How an evaluation is done and watched. */
export interface EvaluationOptions {
  readonly data: Dataset;
  /** What the network reads of a sample. */
  readonly input: TensorShape;
  readonly batchSize: number;
  /** Called after every batch with the share of the samples done, from 0 to 1; returning false stops. */
  readonly progress: (done: number) => boolean;
}

/** What a network reaches on the whole test set. */
export interface Evaluation {
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
}

/** Evaluates a network with the arithmetic it is trained in; null when it was stopped. */
export function evaluate(machine: TrainingMachine, { data, input, batchSize, progress }: EvaluationOptions): Evaluation | null {
  const { count } = data.test;
  const loader = new BatchLoader(data.test, input);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let correct = 0;
  let lossSum = 0;
  let labels = 0;
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(start + batchSize, count);
    const batch = loader.load(order.subarray(start, end));
    const result = machine.evaluate(batch);
    correct += result.correct;
    lossSum += result.lossSum;
    labels += batch.labels.length;
    if (!progress(end / count)) return null;
  }
  return { accuracy: correct / labels, loss: lossSum / labels };
}
