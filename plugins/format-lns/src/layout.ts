import { LnsimError } from "@lnsim/contracts";
import type { LnsParameters, ZeroMode } from "./parameters.ts";

/**
 * How codes are laid out: a sign bit above an exponent field. Everything here counts exponents from the smallest one,
 * e in [0, top]; the field holds e itself, or e - (top + 1) / 2 in two's complement, which differs in its highest bit.
 * The magnitude is max * 2^((e - unit) / gamma) (LNS-Madam, multi-base LNS).
 */
export interface LnsLayout {
  /** Sign and exponent bits. */
  readonly bits: number;
  /** Bits of one stored element: one more than `bits` when zero has a flag of its own. */
  readonly storedBits: number;
  /** Codes per octave, a power of two. */
  readonly gamma: number;
  readonly zero: ZeroMode;
  /** False for signed exponents: magnitudes are fixed, and max counts as 1. */
  readonly scaled: boolean;
  /** Largest exponent, 2^(bits - 1) - 1; also the mask of the exponent field. */
  readonly top: number;
  /** Exponent of the magnitude max: the top one, or the middle of a signed range. */
  readonly unit: number;
  /** What the exponent field differs by from the exponent: 0, or its highest bit. */
  readonly flip: number;
  /** Code of the sign bit alone, 2^(bits - 1). */
  readonly signBit: number;
  readonly codeCount: number;
  readonly zeroCode: number | null;
  /** The code that zero is stored as: zeroCode, or without one the smallest positive magnitude. */
  readonly storedZero: number;
  /** Smallest exponent of a positive non-zero value. */
  readonly lowestPositive: number;
  /** Smallest exponent of a negative non-zero value. */
  readonly lowestNegative: number;
}

/** Base factors are the powers of two between these. */
const smallestGamma = 2 ** -8;
const largestGamma = 4096;
/** Octaves to either side of max (of 1): normal doubles reach 1022, and a scale needs some of them. */
const largestRangeOctaves = 1000;

/**
 * The layout that belongs to checked parameter values.
 *
 * @throws LnsimError when gamma is not a power of two or the range leaves float64
 */
export function createLayout({ bits, gamma, exponent, zero }: LnsParameters): LnsLayout {
  const signBit = 2 ** (bits - 1);
  const top = signBit - 1;
  const flip = exponent === "signed" ? signBit / 2 : 0;
  const unit = exponent === "signed" ? flip : top;
  checkGamma(gamma, unit);
  checkRange(bits, gamma, unit);
  const lowest = zero === "reserve-min" ? 1 : 0;
  const zeroCode = zeroCodeOf(zero, signBit, flip);
  return {
    bits,
    storedBits: zero === "separate-flag" ? bits + 1 : bits,
    gamma,
    zero,
    scaled: exponent === "unsigned",
    top,
    unit,
    flip,
    signBit,
    codeCount: 2 * signBit + (zero === "separate-flag" ? 1 : 0),
    zeroCode,
    storedZero: zeroCode ?? flip,
    lowestPositive: lowest,
    lowestNegative: zero === "negative-min" ? 1 : lowest,
  };
}

/** Exponent of a code that is not zero, counted from the smallest one. */
export function exponentOf({ flip, top }: LnsLayout, code: number): number {
  return (code ^ flip) & top;
}

/** How zero is recognised: a code stands for zero when `(code & mask) === bits`. */
export interface ZeroPattern {
  readonly mask: number;
  /** -1, which no code matches, where the format has no zero. */
  readonly bits: number;
}

/** The zero code alone, or the smallest exponent of either sign under "reserve-min". */
export function zeroPattern({ zero, zeroCode, top, flip }: LnsLayout): ZeroPattern {
  return zero === "reserve-min" ? { mask: top, bits: flip } : { mask: -1, bits: zeroCode ?? -1 };
}

/** True when `code` stands for zero. */
export function isZero(layout: LnsLayout, code: number): boolean {
  const { mask, bits } = zeroPattern(layout);
  return (code & mask) === bits;
}

/** Sign of a non-zero code. */
export function signOf(layout: LnsLayout, code: number): 1 | -1 {
  return (code & layout.signBit) === 0 ? 1 : -1;
}

function zeroCodeOf(zero: ZeroMode, signBit: number, flip: number): number | null {
  if (zero === "none") return null;
  if (zero === "reserve-min") return flip;
  return zero === "negative-min" ? signBit | flip : 2 * signBit;
}

function checkGamma(gamma: number, unit: number): void {
  if (isPowerWithin(gamma)) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "the base factor of a logarithmic format must be a power of two, so that the remainder is a bit field",
    path: "gamma",
    found: String(gamma),
    expected: "a power of two from 2^-8 to 4096",
    nearest: `gamma=${nearestGamma(gamma, unit)}`,
  });
}

function isPowerWithin(gamma: number): boolean {
  let power = smallestGamma;
  while (power < gamma && power < largestGamma) power *= 2;
  return power === gamma;
}

/** The base factor nearest by quotient, of those with which the range fits. */
function nearestGamma(gamma: number, unit: number): number {
  let power = smallestGamma;
  while ((power * Math.SQRT2 < gamma || unit / power > largestRangeOctaves) && power < largestGamma) power *= 2;
  return power;
}

function checkRange(bits: number, gamma: number, unit: number): void {
  const octaves = unit / gamma;
  if (octaves <= largestRangeOctaves) return;
  let fitting = gamma;
  while (unit / fitting > largestRangeOctaves) fitting *= 2;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the magnitudes of the format span more octaves than double precision can hold beside a scale",
    path: "gamma",
    found: `bits=${bits}, gamma=${gamma}: ${octaves} octaves below the unit`,
    expected: `at most ${largestRangeOctaves} octaves`,
    remedy: `raise gamma to ${fitting} or more, or lower bits`,
  });
}
