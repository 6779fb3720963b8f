import type { ParameterDeclarations } from "@lnsim/contracts";

/** Checked values of {@link datapathParameters}; those of the integer accumulator are there with integer scales alone. */
export interface DatapathValues {
  readonly accumulation: "binary32" | "fixed" | "wide";
  readonly accumulatorBits: number;
  readonly windowBits: number;
  readonly rounding: "half-up" | "floor";
  readonly overflow: "saturate" | "wrap";
}

const fixedParameters = {
  accumulatorBits: {
    type: "integer",
    default: 24,
    minimum: 8,
    maximum: 32,
    unit: "bit",
    description: "Width of the integer accumulator, two's complement.",
  },
  windowBits: {
    type: "integer",
    default: 16,
    minimum: 8,
    maximum: 32,
    unit: "bit",
    description: "Bits from the integer accumulator's least significant bit up to the largest product under the largest scales.",
  },
  rounding: {
    type: "choice",
    choices: ["half-up", "floor"],
    default: "half-up",
    description: "How the scaled sum of a vector is rounded to the integer accumulator's least significant bit.",
  },
  overflow: {
    type: "choice",
    choices: ["saturate", "wrap"],
    default: "saturate",
    description: "What the integer accumulator does beyond its range.",
  },
} as const satisfies ParameterDeclarations;

/** The datapath parameters of a block format; `hasFixed` where scales are relative to a tensor's. */
export function datapathParameters(hasFixed: boolean): ParameterDeclarations {
  return {
    accumulation: {
      type: "choice",
      choices: hasFixed ? ["binary32", "fixed", "wide"] : ["binary32", "wide"],
      default: "binary32",
      description: "Where exact sums of vectors, scaled, are added: in binary32, in an integer accumulator, or in float64 (the yardstick).",
    },
    ...(hasFixed ? fixedParameters : {}),
  };
}
