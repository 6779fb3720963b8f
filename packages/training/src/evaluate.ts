import type { Dataset, ImageSamples } from "@lnsim/trace";
import { BatchLoader } from "./batch.ts";
import type { Trainer } from "./trainer.ts";

/** Called after every batch with the share of the samples done, from 0 to 1; returning false stops. */
export type EvaluationProgress = (done: number) => boolean;

/**
 * The share of the test images that the network classifies rightly, computed with the arithmetic it is trained in, in
 * batches of `batchSize`; null when it was stopped.
 */
export function evaluate(trainer: Trainer, data: Dataset, batchSize: number, progress: EvaluationProgress): number | null {
  const { count } = data.test;
  const { input } = data;
  const loader = new BatchLoader(data.test as ImageSamples, input.features * input.height * input.width);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let correct = 0;
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(start + batchSize, count);
    correct += trainer.evaluate(loader.load(order.subarray(start, end))).correct;
    if (!progress(end / count)) return null;
  }
  return correct / count;
}
