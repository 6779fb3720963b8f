import { LnsimError } from "@lnsim/contracts";
import type { LnsParameters, ZeroMode } from "./parameters.ts";

/**
 * How codes are laid out: a sign bit above an unsigned exponent e in [0, top]; the magnitude is
 * max * 2^((e - top) / gamma) (LNS-Madam, multi-base LNS).
 */
export interface LnsLayout {
  /** Sign and exponent bits. */
  readonly bits: number;
  /** Bits of one stored element: one more than `bits` when zero has a flag of its own. */
  readonly storedBits: number;
  /** Codes per octave, a power of two. */
  readonly gamma: number;
  readonly zero: ZeroMode;
  /** Largest exponent, 2^(bits - 1) - 1; also the mask of the exponent. */
  readonly top: number;
  /** Code of the sign bit alone, 2^(bits - 1). */
  readonly signBit: number;
  readonly codeCount: number;
  readonly zeroCode: number | null;
  /** Smallest exponent of a positive non-zero value. */
  readonly lowestPositive: number;
  /** Smallest exponent of a negative non-zero value. */
  readonly lowestNegative: number;
}

/** Octaves that fit between the smallest and the largest normal float64 with room for a scale. */
const largestRangeOctaves = 1000;

/**
 * The layout that belongs to checked parameter values.
 *
 * @throws LnsimError when gamma is not a power of two or the range leaves float64
 */
export function createLayout({ bits, gamma, zero }: LnsParameters): LnsLayout {
  if (!isPowerOfTwo(gamma)) {
    throw new LnsimError({
      code: "invalid-value",
      message: "the base factor of a logarithmic format must be a power of two, so that the remainder is a bit field",
      path: "gamma",
      found: String(gamma),
      expected: "a power of two from 0.5 to 2048",
      remedy: `use gamma=${2 ** Math.round(Math.log2(Math.min(2048, Math.max(0.5, gamma))))}`,
    });
  }
  const signBit = 2 ** (bits - 1);
  const top = signBit - 1;
  if (top / gamma > largestRangeOctaves) {
    throw new LnsimError({
      code: "invalid-combination",
      message: "the format spans more octaves than double precision can hold",
      path: "gamma",
      found: `bits=${bits}, gamma=${gamma}: ${top / gamma} octaves`,
      expected: `(2^(bits - 1) - 1) / gamma at most ${largestRangeOctaves}`,
      remedy: "raise gamma or lower bits",
    });
  }
  const lowest = zero === "reserve-min" ? 1 : 0;
  return {
    bits,
    storedBits: zero === "separate-flag" ? bits + 1 : bits,
    gamma,
    zero,
    top,
    signBit,
    codeCount: 2 * signBit + (zero === "separate-flag" ? 1 : 0),
    zeroCode: zeroCodeOf(zero, signBit),
    lowestPositive: lowest,
    lowestNegative: zero === "negative-min" ? 1 : lowest,
  };
}

/** How zero is recognised: a code stands for zero when `(code & mask) === bits`. */
export interface ZeroPattern {
  readonly mask: number;
  /** -1, which no code matches, where the format has no zero. */
  readonly bits: number;
}

/** The zero code alone, or exponent 0 of either sign under "reserve-min". */
export function zeroPattern({ zero, zeroCode, top }: LnsLayout): ZeroPattern {
  return zero === "reserve-min" ? { mask: top, bits: 0 } : { mask: -1, bits: zeroCode ?? -1 };
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

function zeroCodeOf(zero: ZeroMode, signBit: number): number | null {
  if (zero === "none") return null;
  if (zero === "reserve-min") return 0;
  return zero === "negative-min" ? signBit : 2 * signBit;
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest >= 2) rest /= 2;
  while (rest > 0 && rest < 1) rest *= 2;
  return rest === 1;
}
