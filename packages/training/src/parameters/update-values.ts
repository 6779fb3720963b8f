import type { Optimizer, Reals } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";
import type { Arithmetic } from "../arithmetic.ts";
import { createReals } from "../reals.ts";
import type { StoredTensor } from "./stored-tensor.ts";
import type { Chunk, Update } from "./update-rule.ts";

/**
 * Updates decoded values and encodes them again: w + change, or w * 2^change in the log2-magnitude domain, both clamped
 * where the grid has a fixed top. The values in between live only within the update.
 */
export function createValueUpdate(
  tensor: StoredTensor,
  optimizer: Optimizer,
  chunks: readonly Chunk[],
  reals: Arithmetic["reals"],
): Update {
  const values = createReals(reals, tensor.codes.length);
  const parts = chunks.map((chunk) => values.subarray(chunk.start, chunk.start + chunk.codes.length));
  const isMultiplicative = optimizer.domain === "log2-magnitude";
  return ({ step, factor }) => {
    const learningRate = factor * optimizer.learningRate;
    tensor.decode(values);
    for (let i = 0; i < chunks.length; i++) {
      const { weights, gradients, gradient, slots, change } = chunks[i];
      gradients.set(gradient);
      if (isMultiplicative) writeSigns(parts[i], weights);
      else weights.set(parts[i]);
      optimizer.step({ step, learningRate, weights, gradients, slots, change });
      if (isMultiplicative) multiply(parts[i], change, tensor.clamp);
      else add(parts[i], change, tensor.clamp);
    }
    tensor.store(values);
  };
}

function writeSigns(values: Reals, out: Float64Array): void {
  for (let i = 0; i < values.length; i++) out[i] = values[i] > 0 ? 1 : values[i] < 0 ? -1 : 0;
}

function multiply(values: Reals, change: Float64Array, clamp: number): void {
  for (let i = 0; i < values.length; i++) values[i] = within(values[i] * exp2(change[i]), clamp);
}

function add(values: Reals, change: Float64Array, clamp: number): void {
  for (let i = 0; i < values.length; i++) values[i] = within(values[i] + change[i], clamp);
}

function within(value: number, clamp: number): number {
  return value > clamp ? clamp : value < -clamp ? -clamp : value;
}
