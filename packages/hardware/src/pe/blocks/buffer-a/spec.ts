import type { ParameterDeclarations } from "@lnsim/contracts";

/** Buffer A holds the operand that stays in the lane registers: weights, or inputs in wgrad. */
export const bufferAParameters = {
  sizeBytes: {
    type: "integer",
    default: 131072,
    minimum: 2,
    maximum: 1073741824,
    unit: "byte",
    description: "Capacity of buffer A; half of it is filled while the other half is read.",
  },
  portBits: {
    type: "integer",
    default: 512,
    minimum: 1,
    maximum: 1048576,
    unit: "bit",
    description: "Bits that buffer A hands to the lane registers in a cycle.",
  },
} as const satisfies ParameterDeclarations;
