import type { Codes, Reals } from "@lnsim/contracts";
import type { FloatGrid } from "./grid.ts";
import type { FloatLayout } from "./layout.ts";

/** Codes of at most this many bits are read from a table of values. */
const tableBits = 12;

/** The value of one code, exact in double precision. */
export function valueOf(layout: FloatLayout, { steps }: FloatGrid, code: number): number {
  const { fractionBits, topCode, firstCode, infinityCode, signBit } = layout;
  const magnitude = code & (signBit - 1);
  const isNegative = (code & signBit) !== 0;
  if (magnitude > topCode) {
    if (magnitude !== infinityCode) return NaN;
    return isNegative ? -Infinity : Infinity;
  }
  const hidden = 2 ** fractionBits;
  const field = magnitude >>> fractionBits;
  const whole = field === 0 ? magnitude : (magnitude & (hidden - 1)) + hidden;
  const value = magnitude < firstCode ? 0 : whole * steps[Math.max(0, field - 1)];
  return isNegative ? -value : value;
}

/**
 * Writes the values of codes, in units of `denominator` times `numerator`: the maximum that the largest finite code
 * stands for, over that code's own value. 1 and 1 without a scale.
 */
export type Decoder = (codes: Codes, numerator: number, denominator: number, out: Reals) => void;

/** A decoder: by table for narrow formats, code by code for others. */
export function createDecoder(layout: FloatLayout, grid: FloatGrid): Decoder {
  if (layout.bits > tableBits) {
    return (codes, numerator, denominator, out) => {
      for (let i = 0; i < codes.length; i++) out[i] = (valueOf(layout, grid, codes[i]) * numerator) / denominator;
    };
  }
  let table: Float64Array | undefined;
  return (codes, numerator, denominator, out) => {
    const values = (table ??= Float64Array.from({ length: 2 ** layout.bits }, (_, code) => valueOf(layout, grid, code)));
    for (let i = 0; i < codes.length; i++) out[i] = (values[codes[i]] * numerator) / denominator;
  };
}
