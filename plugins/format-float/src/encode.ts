import type { Codes, Reals } from "@lnsim/contracts";
import type { FloatGrid } from "./grid.ts";
import type { FloatLayout } from "./layout.ts";

/** What an encoder reads and writes: element i is rounded from values[i] * numerator / denominator. */
export interface EncodeRun {
  readonly values: Reals;
  /** The largest finite number and the maximum it stands for; 1 and 1 without a scale. */
  readonly numerator: number;
  readonly denominator: number;
  readonly out: Codes;
}

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/**
 * Codes of real values, rounded to the nearest, ties to even. With k the exponent of |x| (the smallest normal one for
 * subnormal results) the low word of the double |x| + 2^52 * 2^(k - fractionBits) is n, |x| in steps rounded to an integer,
 * and the magnitude's code is n + (k - smallest) * 2^fractionBits: a carry of n moves into the exponent field by itself.
 *
 * NaN becomes the format's NaN, or zero where it has none. The sign of zero is kept.
 */
export function encodeNearestEven(layout: FloatLayout, grid: FloatGrid, { values, numerator, denominator, out }: EncodeRun): void {
  const { scaled, fractionBits, topCode, overflowCode, firstCode, signBit } = layout;
  const { magic, lastField, cap } = grid;
  const nanCode = layout.nanCode ?? 0;
  const overflowSign = overflowCode === layout.nanCode ? 0 : signBit;
  const firstExponent = layout.smallestExponent + 1023;
  const signShift = 32 - layout.bits;
  for (let i = 0; i < values.length; i++) {
    const value = scaled ? (values[i] * numerator) / denominator : values[i];
    scratch[0] = value;
    const high = words[1];
    const sign = (high >> signShift) & signBit;
    const field = Math.min(lastField, Math.max(0, ((high >>> 20) & 0x7ff) - firstExponent));
    scratch[0] = Math.min(Math.abs(value), cap) + magic[field];
    let code = words[0] + (field << fractionBits);
    code = code > topCode ? (sign & overflowSign) | overflowCode : sign | (code < firstCode ? 0 : code);
    out[i] = value === value ? code : nanCode;
  }
}
