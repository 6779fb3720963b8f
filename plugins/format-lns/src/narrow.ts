import type { Codes } from "@lnsim/contracts";
import { zeroPattern, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";

/** True when codes of `wide` have a narrower view in `narrow`: at least as many bits, the same octaves, a scale in both or neither. */
export function canNarrow(wide: LnsLayout, narrow: LnsLayout): boolean {
  return wide.scaled === narrow.scaled && wide.bits >= narrow.bits && wide.gamma / narrow.gamma === 2 ** (wide.bits - narrow.bits);
}

/**
 * The narrower view of stored codes: with E the largest exponent among the non-zero codes,
 * e' = top' - round-half-even((E - e) / 2^(bits - bits')), clamped at the smallest non-zero exponent of the sign.
 * Without a scale E is one step above the range (top' + 1 wide steps of the view), and what rounds up to it is clamped.
 * Zero stays zero (and becomes the smallest positive magnitude where `narrow` has no zero); nothing else becomes zero.
 *
 * @returns 2^((E - top) / gamma), what the top code of the view stands for as a fraction of the wide top code; 1 when
 * every code is zero
 */
export function narrowCodes(wide: LnsLayout, codes: Codes, narrow: LnsLayout, out: Codes): number {
  const { mask: zeroMask, bits: zeroBits } = zeroPattern(wide);
  const { top: wideTop, flip: wideFlip } = wide;
  const largest = wide.scaled ? largestExponent(wide, codes) : wideTop + 1;
  const highest = wide.scaled ? narrow.top : narrow.top + 1;
  const shift = wide.bits - narrow.bits;
  const halfDown = shift === 0 ? 0 : (1 << (shift - 1)) - 1;
  const evenMask = shift === 0 ? 0 : 1;
  const { top, flip, storedZero, lowestPositive, lowestNegative } = narrow;
  const negativeLift = lowestNegative - lowestPositive;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const distance = largest - ((code ^ wideFlip) & wideTop);
    const exponent = Math.min(top, highest - ((distance + halfDown + ((distance >> shift) & evenMask)) >> shift));
    const isNegative = (code >>> (wide.bits - 1)) & 1;
    const lowest = lowestPositive + isNegative * negativeLift;
    const kept = (isNegative << (narrow.bits - 1)) | ((exponent < lowest ? lowest : exponent) ^ flip);
    out[i] = (code & zeroMask) === zeroBits ? storedZero : kept;
  }
  return wide.scaled && largest >= 0 ? gridPower(largest - wideTop, wide.gamma) : 1;
}

/** The largest exponent among codes that are not zero; -1 when there are none. */
function largestExponent(layout: LnsLayout, codes: Codes): number {
  const { mask, bits } = zeroPattern(layout);
  let largest = -1;
  for (let i = 0; i < codes.length; i++) {
    const exponent = codes[i] & layout.top;
    if (exponent > largest && (codes[i] & mask) !== bits) largest = exponent;
  }
  return largest;
}
