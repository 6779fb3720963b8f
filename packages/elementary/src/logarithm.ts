import { exponentOf, powerOfTwo, significandOf } from "./float64-bits.ts";

const ln2High = 0.693147180559662956511601805687;
const ln2Low = 2.8235290563031577e-13;
const smallestNormal = powerOfTwo(-1022);

/**
 * The natural logarithm from + - * / and bit moves only, so that every platform gives the same bits; NaN below zero.
 * Error below 1 ulp; tested against Math.log to 1 ulp.
 */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return special(x);
  const octaves = wholeOctaves(x);
  const f = remainingFactor(x) - 1;
  const correction = log1pCorrection(f);
  return octaves * ln2High + (f - (correction - octaves * ln2Low));
}

/** The binary logarithm; exact for powers of two. Error below 2 ulp; tested against Math.log2 to 2 ulp. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return special(x);
  const f = remainingFactor(x) - 1;
  return wholeOctaves(x) + (f - log1pCorrection(f)) * Math.LOG2E;
}

function special(x: number): number {
  if (x === 0) return -Infinity;
  return x === Infinity ? Infinity : NaN;
}

/** The integer that leaves x / 2^integer in [sqrt(1/2), sqrt(2)). */
function wholeOctaves(x: number): number {
  if (x < smallestNormal) return wholeOctaves(x * 2 ** 54) - 54;
  return exponentOf(x) + (significandOf(x) >= Math.SQRT2 ? 1 : 0);
}

function remainingFactor(x: number): number {
  if (x < smallestNormal) return remainingFactor(x * 2 ** 54);
  const significand = significandOf(x);
  return significand >= Math.SQRT2 ? significand / 2 : significand;
}

/**
 * f - log(1 + f) for 1 + f in [sqrt(1/2), sqrt(2)). With s = f / (2 + f), log(1 + f) = 2 artanh(s) = 2s + s R and
 * 2s = f - s f, so the difference is s (f - R), R = 2 (s^2/3 + s^4/5 + ...).
 */
function log1pCorrection(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  let series = 2 / 23;
  series = series * z + 2 / 21;
  series = series * z + 2 / 19;
  series = series * z + 2 / 17;
  series = series * z + 2 / 15;
  series = series * z + 2 / 13;
  series = series * z + 2 / 11;
  series = series * z + 2 / 9;
  series = series * z + 2 / 7;
  series = series * z + 2 / 5;
  series = series * z + 2 / 3;
  return s * (f - series * z);
}
