import type { Codes, Reals, Rounding } from "@lnsim/contracts";
import { encodeStochastic } from "./encode-stochastic.ts";
import { gridCells } from "./grid-cells.ts";
import type { LogLayout } from "./layout.ts";

/**
 * Codes of real values (QAA-LNS, conversion from floating point): k = round(2^fractionBits * log2 |x|), exactly, clamped
 * to +-largest: what is too small becomes the smallest magnitude, never zero.
 *
 * - Midpoints are irrational, so "nearest-even" and "half-away" are the same; "toward-zero" takes the smaller magnitude;
 *   "stochastic" goes up with the probability of the fractional position in the logarithmic domain.
 * - Zeros of both signs and NaN become the zero code, infinities the largest magnitude.
 */
export function encode(layout: LogLayout, values: Reals, rounding: Rounding, out: Codes): void {
  if (rounding.mode === "stochastic") encodeStochastic(layout, values, rounding.random, out);
  else encodeToGrid(layout, values, rounding.mode === "toward-zero" ? "floor" : "nearest", out);
}

function encodeToGrid(layout: LogLayout, values: Reals, rounding: "nearest" | "floor", out: Codes): void {
  const { fractionBits, largest, signBit, logMask, zeroCode } = layout;
  const { passed, threshold, shift } = gridCells(fractionBits, rounding);
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    scratch[0] = value;
    const high = words[1];
    const cell = (high & 0xfffff) >> shift;
    words[1] = (high & 0xfffff) | 0x3ff00000;
    const step = scratch[0] >= threshold[cell] ? passed[cell] + 1 : passed[cell];
    const k = ((((high >>> 20) & 0x7ff) - 1023) << fractionBits) + step;
    const clamped = k > largest ? largest : k < -largest ? -largest : k;
    out[i] = value === 0 || value !== value ? zeroCode : ((high >> 31) & signBit) | (clamped & logMask);
  }
}
