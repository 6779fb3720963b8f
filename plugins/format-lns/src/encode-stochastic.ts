import type { RandomSource } from "@lnsim/contracts";
import type { EncodeRun } from "./encode.ts";
import type { LnsLayout } from "./layout.ts";
import { log2Mantissa } from "./log2-mantissa.ts";
import { gridPosition, octaveGrid } from "./octave-grid.ts";

/**
 * Stochastic rounding: with f the fractional part of gamma * log2(|x| / max), the larger magnitude is taken when a
 * uniform number in [0, 1), a multiple of 2^-32, is below f. One word is drawn per element, whatever its value, so the
 * position in the stream depends only on the length. Grid points stay (see `snapDistance`).
 */
export function encodeStochastic(layout: LnsLayout, { values, max, out }: EncodeRun, random: RandomSource): void {
  const { gamma, top, signBit, lowestPositive, lowestNegative } = layout;
  const zero = layout.zeroCode ?? 0;
  const grid = octaveGrid(gamma, "floor");
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  // A fraction this near to 0 or 1 belongs to a value that `snapDistance` puts on the grid.
  const snap = gamma * 2 ** -21;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const uniform = random.nextUint32() * 2 ** -32;
    scratch[0] = Math.abs(value / max);
    const high = words[1];
    const position = gridPosition(grid, high, words[0] >>> 0);
    const octave = (high >>> 20) - 1023;
    words[1] = (high & 0xfffff) | 0x3ff00000;
    const fraction = gamma * (octave + log2Mantissa(scratch[0])) - position;
    let exponent = top + position;
    if (fraction > snap && uniform < fraction) exponent += 1;
    if (exponent > top) exponent = top;
    const lowest = value < 0 ? lowestNegative : lowestPositive;
    if (exponent < lowest) exponent = lowest;
    if (value < 0) exponent |= signBit;
    out[i] = value === 0 || value !== value ? zero : exponent;
  }
}
