import { powerOfTwo } from "@lnsim/elementary";
import type { FloatLayout } from "./layout.ts";

/**
 * Powers of two that rounding and reading need, one per exponent: entry i is that of smallestExponent + i. The last one
 * is the first exponent beyond all finite numbers.
 */
export interface FloatGrid {
  readonly lastField: number;
  /** 2^(lastField + smallestExponent): every magnitude from here on rounds beyond the largest number. */
  readonly cap: number;
  /** The step between neighbours, 2^(k - fractionBits). */
  readonly steps: Float64Array;
  /** 1 / steps. */
  readonly reciprocals: Float64Array;
  /** 2^52 * steps: added to a magnitude, it leaves the rounded number of steps in the low bits of the sum. */
  readonly magic: Float64Array;
}

/** The powers of two of a layout. */
export function createGrid({ fractionBits, smallestExponent, topCode }: FloatLayout): FloatGrid {
  const lastField = Math.max(1, Math.floor(topCode / 2 ** fractionBits));
  const powers = (offset: number, sign: 1 | -1): Float64Array =>
    Float64Array.from({ length: lastField + 1 }, (_, i) => powerOfTwo(sign * (smallestExponent + i - fractionBits) + offset));
  return { lastField, cap: powerOfTwo(smallestExponent + lastField), steps: powers(0, 1), reciprocals: powers(0, -1), magic: powers(52, 1) };
}
