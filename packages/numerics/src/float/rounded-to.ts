import type { ExactReal } from "../fixed/exact-real.ts";

/** A binary floating-point format with subnormal numbers and infinities. */
export interface FloatFormat {
  /** Significand bits, the hidden one included. */
  readonly precisionBits: number;
  /** Exponents of the smallest and of the largest normal numbers. */
  readonly smallestExponent: number;
  readonly largestExponent: number;
}

/** The nearest number of a format to a real that is not zero, ties to even; signed infinity when it is too large. */
export function roundedTo({ precisionBits, smallestExponent, largestExponent }: FloatFormat, { mantissa, exponent }: ExactReal): number {
  const sign = mantissa < 0n ? -1 : 1;
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  const top = exponent + magnitude.toString(2).length - 1;
  const lastPlace = Math.max(top, smallestExponent) - precisionBits + 1;
  const whole = nearestEven(magnitude, lastPlace - exponent);
  const value = Number(whole) * 2 ** lastPlace;
  const limit = 2 ** largestExponent * (2 - 2 ** (1 - precisionBits));
  return sign * (value > limit ? Infinity : value);
}

/** magnitude / 2^down to the nearest integer, ties to even. */
function nearestEven(magnitude: bigint, down: number): bigint {
  if (down <= 0) return magnitude << BigInt(-down);
  const floor = magnitude >> BigInt(down);
  const rest = magnitude - (floor << BigInt(down));
  const half = 1n << BigInt(down - 1);
  const isUp = rest > half || (rest === half && (floor & 1n) === 1n);
  return isUp ? floor + 1n : floor;
}
