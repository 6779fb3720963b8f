import type { Codes, RandomSource, Reals } from "@lnsim/contracts";
import { log2 } from "@lnsim/elementary";
import { gridCells, snapDistance } from "./grid-cells.ts";
import type { LogLayout } from "./layout.ts";

/**
 * Stochastic rounding: with f the fractional part of 2^fractionBits * log2 |x|, the larger magnitude is taken when a
 * uniform number in [0, 1), a multiple of 2^-32, is below f. One word is drawn per element, whatever its value, so the
 * position in the stream depends only on the length. Grid points stay (see `snapDistance`).
 */
export function encodeStochastic(layout: LogLayout, values: Reals, random: RandomSource, out: Codes): void {
  const { fractionBits, largest, signBit, logMask, zeroCode } = layout;
  const { passed, threshold, shift } = gridCells(fractionBits, "floor");
  const perOctave = 2 ** fractionBits;
  const snap = perOctave * 2 * snapDistance;
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  for (let i = 0; i < values.length; i++) {
    const uniform = random.nextUint32() * 2 ** -32;
    const value = values[i];
    scratch[0] = value;
    const high = words[1];
    const cell = (high & 0xfffff) >> shift;
    words[1] = (high & 0xfffff) | 0x3ff00000;
    const significand = scratch[0];
    const step = significand >= threshold[cell] ? passed[cell] + 1 : passed[cell];
    const fraction = perOctave * log2(significand) - step;
    // The ceiling is 1 when uniform < fraction, else 0.
    const up = Math.ceil((fraction > snap ? fraction : 0) - uniform);
    const k = ((((high >>> 20) & 0x7ff) - 1023) << fractionBits) + step + up;
    const clamped = k > largest ? largest : k < -largest ? -largest : k;
    out[i] = value === 0 || value !== value ? zeroCode : ((high >> 31) & signBit) | (clamped & logMask);
  }
}
