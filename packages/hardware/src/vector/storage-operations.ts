import type { VectorOperationEntry } from "./operation-entry.ts";

/** What is done to a tensor because of how it is stored, or for what comes behind: stages at the end of a pass, or passes of their own. */
export const storageOperations = {
  quantise: {
    description: "Turn a value into a code; alone, a spilled result whose scale is known by now.",
    reads: ["spill"],
    writes: ["activations"],
    perElement: { quantise: 1 },
  },
  maximum: { description: "Keep the maximum, from which the scale will follow.", reads: ["spill"], writes: ["spill"], perElement: { maximum: 1 } },
  statistics: {
    description: "Sum values and their squares by group, for a normalisation behind.",
    reads: ["spill"],
    writes: ["spill"],
    perElement: { multiply: 1, add: 2 },
  },
  zero: { description: "Write zeros: places of a strided convolution's gradient that no tap reaches.", reads: [], writes: ["spill"] },
} as const satisfies Record<string, VectorOperationEntry>;
