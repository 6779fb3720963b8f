import type { VectorOperationEntry } from "./operation-entry.ts";

/** What layers without weights do in the backward pass. */
export const backwardOperations = {
  "relu-backward": {
    description: "Zero the gradient where the stored activation is zero.",
    reads: ["spill", "activations"],
    writes: ["gradients"],
    perElement: { activate: 1 },
  },
  "leaky-relu-backward": {
    description: "Multiply the gradient by the slope where the stored activation is negative.",
    reads: ["spill", "activations"],
    writes: ["gradients"],
    perElement: { activate: 1 },
  },
  "gelu-backward": {
    description: "The gradient times the derivative, from the operand of the forward pass.",
    reads: ["spill", "spill"],
    writes: ["gradients"],
    perElement: { multiply: 7, add: 4, exponential: 1, divide: 1 },
  },
  "batch-norm-reduce": {
    description: "Sum, over a feature, the gradients and their products with the normalised operand, which follows from the stored one.",
    reads: ["spill", "spill"],
    writes: ["spill"],
    perElement: { multiply: 1, add: 2 },
  },
  "batch-norm-backward": {
    description: "A linear combination of gradient, operand and a constant of the feature, which the sums decide.",
    reads: ["spill", "spill"],
    writes: ["gradients"],
    perElement: { multiply: 2, add: 2 },
  },
  "layer-norm-reduce": {
    description: "Sum, over a column, the scaled gradients and their products with the normalised operand; over a feature, what its scale and shift learn.",
    reads: ["spill", "spill"],
    writes: ["spill"],
    perElement: { multiply: 3, add: 4 },
  },
  "layer-norm-backward": {
    description: "A linear combination of scaled gradient, operand and a constant of the column, which the sums decide.",
    reads: ["spill", "spill"],
    writes: ["gradients"],
    perElement: { multiply: 3, add: 2 },
  },
  "softmax-backward": {
    description: "The probabilities times the gradients less their product summed over a row that stays in the unit.",
    reads: ["spill", "activations"],
    writes: ["gradients"],
    perElement: { multiply: 2, add: 2 },
  },
  "max-pool-backward": {
    description: "Give each gradient to the element that was the largest of its window.",
    reads: ["spill", "mask"],
    writes: ["gradients"],
    perTap: { add: 1 },
  },
  "average-pool-backward": {
    description: "Give each element of a window its share of the gradient.",
    reads: ["spill"],
    writes: ["gradients"],
    perElement: { multiply: 1 },
    perTap: { add: 1 },
  },
  "global-average-pool-backward": {
    description: "Give each position its share of the gradient.",
    reads: ["spill"],
    writes: ["gradients"],
    perElement: { multiply: 1 },
  },
  "dropout-backward": { description: "Multiply the gradient as the value was, by the same seed.", reads: ["spill"], writes: ["gradients"], perElement: { multiply: 1 } },
  "embedding-backward": {
    description: "Add the gradient of every token to its column of the table's; columns that no token has are known to be zero.",
    reads: ["spill", "spill"],
    writes: ["spill"],
    perElement: { add: 1 },
  },
  "position-backward": { description: "Sum the gradients of a position over the samples.", reads: ["spill"], writes: ["weightGradients"], perElement: { add: 1 } },
} as const satisfies Record<string, VectorOperationEntry>;
