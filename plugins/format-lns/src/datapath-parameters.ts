import type { ParameterDeclarations } from "@lnsim/contracts";
import type { MitchellStep } from "./conversion.ts";

/** Checked values of {@link datapathParameters}. */
export interface DatapathValues {
  readonly organisation: "remainder-bins" | "per-lane-lut" | "converted-operands";
  readonly lut: number;
  readonly mitchell: MitchellStep;
  readonly fractionBits: number;
  readonly accumulation: "fixed" | "wide";
  readonly accumulatorBits: number;
  readonly lsb: number;
  readonly rounding: "half-up" | "floor";
  readonly guardBits: number;
  readonly overflow: "saturate" | "wrap";
  readonly vectorSize: number;
}

/**
 * The octave, counted from the parameter `lsb` = 0, that the product of two maxima lies in: that of lns8, where the
 * smallest product then has the weight 2^0. The same number is the same window, whatever the formats of a pair.
 */
export const unitOctave = 31;

/** The defaults that follow from the formats of the operands. */
export interface DatapathDefaults {
  /** The finer gamma. */
  readonly gamma: number;
  /** "converted-operands" where the tables of all remainders would be too large. */
  readonly organisation: DatapathValues["organisation"];
  /** "wide" where no window that is exact reaches from the largest product down to the default LSB. */
  readonly accumulation: DatapathValues["accumulation"];
}

/** The datapath parameters of a pair of operands. */
export function datapathParameters({ gamma, organisation, accumulation }: DatapathDefaults) {
  const remainders = Math.max(1, gamma);
  return {
    organisation: {
      type: "choice",
      choices: ["remainder-bins", "per-lane-lut", "converted-operands"],
      default: organisation,
      description:
        "Lane organisation: one adder tree per remainder constant; a constant per lane and one tree; or each operand converted to a number of fractionBits fraction bits before an ordinary multiplication (the default where tables of all remainders would be too large).",
    },
    lut: {
      type: "integer",
      default: remainders,
      minimum: 1,
      maximum: 4096,
      unit: "entry",
      description:
        "Constants of the log-to-linear conversion, a power of two up to gamma (the finer one of two operands); below it the rest is approximated (hybrid Mitchell). Of converted operands each has its own, up to its gamma.",
    },
    mitchell: {
      type: "choice",
      choices: ["gamma", "lut-step"],
      default: "gamma",
      description:
        "What one unit of the low remainder bits adds to one: 1/gamma, as published, or lut/gamma, as the gate-level designs lns8_bin4 and lns8_bin2 have it (errors up to 38 %).",
    },
    fractionBits: {
      type: "integer",
      default: Math.max(8, bitsApart(remainders)),
      minimum: 4,
      maximum: 16,
      unit: "bit",
      description: "Bits after the point of the conversion constants; by default enough that no two constants are equal.",
    },
    accumulation: {
      type: "choice",
      choices: ["fixed", "wide"],
      default: accumulation,
      description:
        "Fixed-point accumulator, or the yardstick: unrounded constants (of converted operands, 25 significant bits), float64 sums, nothing cut or clamped (the default where signed exponents reach too far above 1 for a window).",
    },
    accumulatorBits: {
      type: "integer",
      default: 24,
      minimum: 8,
      maximum: 32,
      unit: "bit",
      description: "Width of the accumulator, two's complement.",
    },
    lsb: {
      type: "integer",
      default: 16,
      minimum: -16,
      maximum: 40,
      unit: "bit",
      description:
        "Weight of the accumulator's least significant bit: 2^lsb, where the product of the two maxima (of 1 and 1 without scales) is in octave 31; with lns8 that is 2^lsb smallest products.",
    },
    rounding: {
      type: "choice",
      choices: ["half-up", "floor"],
      default: "half-up",
      description: "How the sum of a vector is rounded to the accumulator's least significant bit, once per vector.",
    },
    guardBits: {
      type: "integer",
      default: -1,
      minimum: -1,
      maximum: 40,
      unit: "bit",
      description:
        "Bits of a term that are kept below the accumulator's least significant bit; -1 keeps all, or, where the sum of a vector would have more than 52 bits, as many as stay exact.",
    },
    overflow: {
      type: "choice",
      choices: ["saturate", "wrap"],
      default: "saturate",
      description: "What the accumulator does beyond its range.",
    },
    vectorSize: {
      type: "integer",
      default: 32,
      minimum: 1,
      maximum: 1024,
      unit: "lane",
      description: "Products that are summed before they enter the accumulator.",
    },
  } as const satisfies ParameterDeclarations;
}

/** Fraction bits with which the constants 2^(i / remainders) differ: neighbours are at least ln 2 / remainders apart. */
function bitsApart(remainders: number): number {
  return 32 - Math.clz32(remainders);
}
