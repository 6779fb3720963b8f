import type { ParameterDeclarations } from "@lnsim/contracts";

/** Every lane forms one dot product of `pe.vectorSize` terms a cycle. */
export const vectorMacParameters = {
  latencyCycles: {
    type: "integer",
    default: 6,
    minimum: 1,
    maximum: 1000,
    unit: "cycle",
    description:
      "From accepting a B vector to the result in the collector; at 6: exponent add, split and shift, trees, constant multiply, bin add, accumulate.",
  },
  accumulateLatencyCycles: {
    type: "integer",
    default: 1,
    minimum: 1,
    maximum: 1000,
    unit: "cycle",
    description: "The accumulate loop: cycles between two visits to one collector entry.",
  },
} as const satisfies ParameterDeclarations;
