import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the family `float`, declared once. */
export const floatParameters = {
  exponentBits: {
    type: "integer",
    default: 8,
    minimum: 2,
    maximum: 8,
    unit: "bit",
    description: "Width of the exponent field.",
  },
  fractionBits: {
    type: "integer",
    default: 23,
    minimum: 0,
    maximum: 23,
    unit: "bit",
    description: "Width of the fraction field.",
  },
  overflow: {
    type: "choice",
    choices: ["ieee", "saturate"],
    default: "ieee",
    description: "Values beyond the largest finite one: rounded as IEEE 754 has it (to infinity when nearest), or clamped to it.",
  },
} as const;

/** Checked values of {@link floatParameters}. */
export type FloatParameters = ParameterValues<typeof floatParameters>;
