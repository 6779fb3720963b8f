import type { ParameterDeclarations } from "@lnsim/contracts";

/** The accumulation collector: `pe.lanes` partial sums per entry, single-buffered. */
export const collectorParameters = {
  depth: {
    type: "integer",
    default: 16,
    minimum: 1,
    maximum: 1024,
    unit: "entry",
    description: "Partial sums per lane: output columns that are in work at once.",
  },
  drain: {
    type: "choice",
    choices: ["overlapped", "serial"],
    default: "overlapped",
    description:
      "Whether a finished tile leaves while the first slice of the next one overwrites it, or the vector MAC waits until it has left.",
  },
} as const satisfies ParameterDeclarations;
