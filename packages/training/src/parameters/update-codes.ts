import type { Log2View, Optimizer } from "@lnsim/contracts";
import type { StoredTensor } from "./stored-tensor.ts";
import type { Chunk, Update } from "./update-rule.ts";

/** Updates logarithmic codes in place: magnitudes move on the grid, and its top is the clamp. */
export function createCodeUpdate(tensor: StoredTensor, optimizer: Optimizer, chunks: readonly Chunk[], log2: Log2View): Update {
  return ({ step, factor }) => {
    const learningRate = factor * optimizer.learningRate;
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i];
      chunk.gradients.set(chunk.gradient);
      log2.signs(chunk.codes, chunk.weights);
      optimizer.step({ step, learningRate, weights: chunk.weights, gradients: chunk.gradients, slots: chunk.slots, change: chunk.change });
      log2.shift(chunk.codes, chunk.change, tensor.rounding);
    }
  };
}
