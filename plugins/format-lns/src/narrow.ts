import type { Codes } from "@lnsim/contracts";
import { zeroPattern, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";

/** True when codes of `wide` have a narrower view in `narrow`: at least as many bits, and the same octaves. */
export function canNarrow(wide: LnsLayout, narrow: LnsLayout): boolean {
  return wide.bits >= narrow.bits && wide.gamma / narrow.gamma === 2 ** (wide.bits - narrow.bits);
}

/**
 * The narrower view of stored codes: with E the largest exponent among the non-zero codes,
 * e' = top' - round-half-even((E - e) / 2^(bits - bits')), clamped at the smallest non-zero exponent of the sign.
 * Zero stays zero (and becomes the smallest positive magnitude where `narrow` has no zero); nothing else becomes zero.
 *
 * @returns 2^((E - top) / gamma), what the top code of the view stands for as a fraction of the wide top code; 1 when
 * every code is zero
 */
export function narrowCodes(wide: LnsLayout, codes: Codes, narrow: LnsLayout, out: Codes): number {
  const { mask: zeroMask, bits: zeroBits } = zeroPattern(wide);
  let largest = -1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const exponent = code & wide.top;
    if (exponent > largest && (code & zeroMask) !== zeroBits) largest = exponent;
  }
  const shift = wide.bits - narrow.bits;
  const halfDown = shift === 0 ? 0 : (1 << (shift - 1)) - 1;
  const evenMask = shift === 0 ? 0 : 1;
  const { top, lowestPositive, lowestNegative } = narrow;
  const negativeLift = lowestNegative - lowestPositive;
  const zero = narrow.zeroCode ?? 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const distance = largest - (code & wide.top);
    const exponent = top - ((distance + halfDown + ((distance >> shift) & evenMask)) >> shift);
    const isNegative = (code >>> (wide.bits - 1)) & 1;
    const lowest = lowestPositive + isNegative * negativeLift;
    const kept = (isNegative << (narrow.bits - 1)) | (exponent < lowest ? lowest : exponent);
    out[i] = (code & zeroMask) === zeroBits ? zero : kept;
  }
  return largest < 0 ? 1 : gridPower(largest - wide.top, wide.gamma);
}
