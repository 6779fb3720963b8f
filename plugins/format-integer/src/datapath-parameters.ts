import type { ParameterDeclarations } from "@lnsim/contracts";

/** Checked values of {@link datapathParameters}. */
export interface DatapathValues {
  readonly accumulation: "fixed" | "binary32" | "wide";
  readonly accumulatorBits: number;
  readonly lsb: number;
  readonly rounding: "half-up" | "floor";
  readonly overflow: "saturate" | "wrap";
  readonly vectorSize: number;
}

/** Bits of headroom above the largest product that the default accumulator leaves for sums. */
const sumBits = 9;

/** The datapath parameters of a pair of widths; with the default accumulator up to 12 bits add exactly. */
export function datapathParameters(left: number, right: number) {
  const accumulatorBits = Math.max(left, right) <= 8 ? 24 : 32;
  return {
    accumulation: {
      type: "choice",
      choices: ["fixed", "binary32", "wide"],
      default: "fixed",
      description: "An integer accumulator; exact sums of vectors in a binary32 one (for scales per vector); or float64 (the yardstick).",
    },
    accumulatorBits: {
      type: "integer",
      default: accumulatorBits,
      minimum: 8,
      maximum: 32,
      unit: "bit",
      description: "Width of the integer accumulator, two's complement.",
    },
    lsb: {
      type: "integer",
      default: Math.max(0, left + right - 2 + sumBits - (accumulatorBits - 1)),
      minimum: 0,
      maximum: 30,
      unit: "bit",
      description: "Weight of the accumulator's least significant bit: 2^lsb units of products of integers; 0 adds them exactly.",
    },
    rounding: {
      type: "choice",
      choices: ["half-up", "floor"],
      default: "half-up",
      description: "How the sum of a vector is rounded to the accumulator's least significant bit, once per vector.",
    },
    overflow: {
      type: "choice",
      choices: ["saturate", "wrap"],
      default: "saturate",
      description: "What the integer accumulator does beyond its range.",
    },
    vectorSize: {
      type: "integer",
      default: 32,
      minimum: 1,
      maximum: 1024,
      unit: "lane",
      description: "Products that are summed exactly before they enter the accumulator.",
    },
  } as const satisfies ParameterDeclarations;
}
