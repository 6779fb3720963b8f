import type { ParameterDeclarations } from "@lnsim/contracts";

/** Buffer B holds the operand that streams past the lanes: inputs, or output gradients. */
export const bufferBParameters = {
  sizeBytes: {
    type: "integer",
    default: 8192,
    minimum: 2,
    maximum: 1073741824,
    unit: "byte",
    description: "Capacity of buffer B; half of it is filled while the other half is read.",
  },
  portBits: {
    type: "integer",
    default: 256,
    minimum: 1,
    maximum: 1048576,
    unit: "bit",
    description: "Bits that buffer B hands to the vector MAC in a cycle; a wider vector is gathered over several.",
  },
} as const satisfies ParameterDeclarations;
