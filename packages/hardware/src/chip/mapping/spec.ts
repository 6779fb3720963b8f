import type { ParameterDeclarations } from "@lnsim/contracts";

/** How matrix products are cut into tiles of the global buffer. */
export const mappingParameters = {
  objective: {
    type: "choice",
    choices: ["cycles", "energy", "product"],
    default: "cycles",
    description: "What the mapper minimises: cycles, energy of data movement, or their product.",
  },
  budget: { type: "integer", default: 4096, minimum: 1, maximum: 10000000, unit: "1", description: "Tilings that are looked at; where there are no more than these, all of them." },
  seed: { type: "integer", default: 1, minimum: 0, maximum: 4294967295, unit: "1", description: "Of the search where not all tilings are looked at." },
} as const satisfies ParameterDeclarations;
