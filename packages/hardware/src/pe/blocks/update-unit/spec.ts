import type { ParameterDeclarations } from "@lnsim/contracts";

/** The weight-update unit: the optimizer on stored codes. */
export const updateParameters = {
  elementsPerCycle: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 1024,
    unit: "element/cycle",
    description: "Parameters that are updated in a cycle.",
  },
  latencyCycles: {
    type: "integer",
    default: 4,
    minimum: 2,
    maximum: 1000,
    unit: "cycle",
    description: "From the cycle after a parameter was accepted to its new code on the memory's write port.",
  },
  weightView: {
    type: "choice",
    choices: ["stored", "rounded-on-load"],
    default: "stored",
    description:
      "Whether the narrow weight code that matrix products read is written by the update, or rounded from the update code on every load, as wide as that, where a PE or a systolic array takes it in; rounding has no price.",
  },
  chunkElements: {
    type: "integer",
    default: 128,
    minimum: 1,
    maximum: 1048576,
    unit: "element",
    description: "Parameters per memory request.",
  },
  chunks: {
    type: "integer",
    default: 8,
    minimum: 1,
    maximum: 1024,
    unit: "entry",
    description: "Chunks that may be on their way or waiting at once.",
  },
} as const satisfies ParameterDeclarations;
