import { LnsimError } from "@lnsim/contracts";

/**
 * How codes are laid out (see `LogAccumulateDatapath`): bit (bits - 1) flags zero, bit (bits - 2) a negative value, and
 * below them stands the logarithm k in two's complement, -largest <= k <= largest; the value is +-2^(k / 2^fractionBits).
 */
export interface LogLayout {
  /** Width of a code, sign and zero flag included. */
  readonly bits: number;
  /** Bits of the logarithm after the point. */
  readonly fractionBits: number;
  /** Largest logarithm in grid steps, 2^(bits - 3) - 1; its negative is the smallest. */
  readonly largest: number;
  readonly zeroBit: number;
  readonly signBit: number;
  /** Mask of the logarithm's field. */
  readonly logMask: number;
  /** The only canonical zero: the flag, a positive sign, the smallest logarithm. */
  readonly zeroCode: number;
  readonly codeCount: number;
}

/** Integer bits of the logarithm beside its sign: one octave at least, and what double precision can decode at most. */
const integerBits = { smallest: 1, largest: 9 };

/**
 * The layout that belongs to checked parameter values.
 *
 * @throws LnsimError when no bit before the point is left, or the range leaves float64
 */
export function createLayout({ bits, fractionBits }: { readonly bits: number; readonly fractionBits: number }): LogLayout {
  const whole = bits - 3 - fractionBits;
  if (whole < integerBits.smallest || whole > integerBits.largest) {
    throw new LnsimError({
      code: "invalid-combination",
      message: "the logarithm of a code does not fit its width",
      path: "fractionBits",
      found: `bits=${bits}, fractionBits=${fractionBits}: ${whole} bits before the point`,
      expected: `bits - 3 - fractionBits from ${integerBits.smallest} to ${integerBits.largest}`,
      remedy: `use fractionBits=${Math.max(2, bits - 8)}`,
    });
  }
  const half = 2 ** (bits - 3);
  return {
    bits,
    fractionBits,
    largest: half - 1,
    zeroBit: 4 * half,
    signBit: 2 * half,
    logMask: 2 * half - 1,
    zeroCode: 4 * half + half + 1,
    codeCount: 8 * half,
  };
}

/** The logarithm in a code's field, in grid steps. */
export function logarithmOf({ logMask }: LogLayout, code: number): number {
  const half = (logMask + 1) >> 1;
  return ((code & logMask) ^ half) - half;
}
