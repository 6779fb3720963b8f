import type { FloatParameters } from "./parameters.ts";

/**
 * Sign, exponent field, fraction field, from the top; the exponent field 0 holds zero and the subnormals, its largest
 * value infinity (fraction 0) and NaN (IEEE 754-2019, section 3.4, for any widths).
 */
export interface FloatLayout {
  readonly exponentBits: number;
  readonly fractionBits: number;
  /** 1 + exponentBits + fractionBits. */
  readonly bits: number;
  /** Exponent of the smallest normal number, 1 - bias. */
  readonly smallestExponent: number;
  /** Exponent of the largest finite number, the bias. */
  readonly largestExponent: number;
  readonly infinity: number;
  /** The quiet NaN that is stored, or null where the format has no fraction bit to tell it from infinity. */
  readonly quietNan: number | null;
  readonly saturates: boolean;
}

/** The layout that belongs to checked parameter values. */
export function createLayout({ exponentBits, fractionBits, overflow }: FloatParameters): FloatLayout {
  const bits = 1 + exponentBits + fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  const infinity = (2 ** exponentBits - 1) * 2 ** fractionBits;
  return {
    exponentBits,
    fractionBits,
    bits,
    smallestExponent: 1 - bias,
    largestExponent: bias,
    infinity,
    quietNan: fractionBits === 0 ? null : infinity + 2 ** (fractionBits - 1),
    saturates: overflow === "saturate",
  };
}
