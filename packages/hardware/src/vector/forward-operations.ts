import type { VectorOperationEntry } from "./operation-entry.ts";

/** What layers without weights do in the forward pass, and the loss. */
export const forwardOperations = {
  relu: { description: "Zero what is negative.", reads: ["spill"], writes: ["activations"], perElement: { activate: 1 } },
  "leaky-relu": { description: "Multiply what is negative by the slope.", reads: ["spill"], writes: ["activations"], perElement: { activate: 1 } },
  gelu: {
    description: "Multiply x by a logistic function of a cubic polynomial of x, which is the tanh form.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { multiply: 4, add: 2, exponential: 1, divide: 1 },
  },
  "batch-norm": {
    description: "Subtract the feature's mean, divide by its deviation, scale and shift: a multiplication and an addition once these are folded.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { multiply: 1, add: 1 },
    perGroup: { reciprocalRoot: 1 },
  },
  "layer-norm": {
    description: "Subtract the column's mean and divide by its deviation, then scale and shift by feature.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { multiply: 2, add: 2 },
    perGroup: { reciprocalRoot: 1 },
  },
  softmax: {
    description: "Find the maximum of a row that stays in the unit, exponentiate and add up, divide.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { maximum: 1, add: 2, exponential: 1, divide: 1 },
  },
  "max-pool": {
    description: "The largest of each window, and which one it was in as many bits as that takes.",
    reads: ["spill"],
    writes: ["activations", "mask"],
    perTap: { maximum: 1 },
  },
  "average-pool": { description: "The mean of each window.", reads: ["spill"], writes: ["activations"], perTap: { add: 1 }, perResult: { multiply: 1 } },
  "global-average-pool": {
    description: "The mean over all positions of a feature.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { add: 1 },
    perResult: { multiply: 1 },
  },
  dropout: { description: "Multiply by zero or the inverse of what is kept, as a seed says.", reads: ["spill"], writes: ["activations"], perElement: { multiply: 1 } },
  embedding: { description: "Gather a column of the table for every token.", reads: ["weights"], writes: ["spill"], perElement: { scale: 1 } },
  position: { description: "Add the vector of the position.", reads: ["spill", "weights"], writes: ["spill"], perElement: { add: 1 } },
  add: {
    description: "Add two tensors: a residual connection, or two contributions to a gradient.",
    reads: ["spill", "spill"],
    writes: ["spill"],
    perElement: { add: 1 },
  },
  loss: {
    description: "Softmax of the logits and cross-entropy, down to the gradients of the logits.",
    reads: ["spill"],
    writes: ["spill"],
    perElement: { maximum: 1, exponential: 1, divide: 1 },
  },
} as const satisfies Record<string, VectorOperationEntry>;
