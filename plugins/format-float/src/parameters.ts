import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the family `float`, declared once. */
export const floatParameters = {
  exponentBits: {
    type: "integer",
    default: 8,
    minimum: 1,
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
  special: {
    type: "choice",
    choices: ["ieee", "finite-nan", "finite"],
    default: "ieee",
    description:
      "What the largest exponent field holds: infinities and NaN; numbers, but NaN where all bits are set (OCP E4M3); or numbers only (elements of MX).",
  },
  overflow: {
    type: "choice",
    choices: ["infinity-or-nan", "saturate"],
    default: "infinity-or-nan",
    description: "What lies beyond the largest finite number, infinities included, becomes infinity (NaN where there is none), or is clamped to it.",
  },
  subnormals: {
    type: "choice",
    choices: ["kept", "flushed"],
    default: "kept",
    description: "Numbers below the smallest normal one are kept, or are zero after rounding and when read.",
  },
  scaled: {
    type: "boolean",
    default: false,
    description: "Values are stored relative to a scale: the largest finite code stands for the largest magnitude of its group.",
  },
} as const;

/** Checked values of {@link floatParameters}. */
export type FloatParameters = ParameterValues<typeof floatParameters>;
