import type { ParameterDeclarations } from "@lnsim/contracts";

/** The shape of the multiply-accumulate array. */
export const peParameters = {
  lanes: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 1024,
    unit: "lane",
    description: "Lanes of the vector MAC: output rows that are in work at once.",
  },
  vectorSize: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 1024,
    unit: "element",
    description: "Terms of the dot product that a lane forms in a cycle: depth of one slice of the reduction.",
  },
} as const satisfies ParameterDeclarations;
