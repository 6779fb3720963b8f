import type { RandomSource } from "@lnsim/contracts";
import type { EncodeRun } from "./encode.ts";
import type { LnsLayout } from "./layout.ts";
import { log2Mantissa } from "./log2-mantissa.ts";
import { gridPosition, octaveGrid, snapDistance } from "./octave-grid.ts";

/**
 * Stochastic rounding: with f the fractional part of gamma * log2(|x| / max), the larger magnitude is taken when a
 * uniform number in [0, 1), a multiple of 2^-32, is below f. One word is drawn per element, whatever its value, so the
 * position in the stream depends only on the length. Grid points stay (see `snapDistance`).
 */
export function encodeStochastic(layout: LnsLayout, { values, max, out }: EncodeRun, random: RandomSource): void {
  const { gamma, top, unit, flip, signBit, storedZero, lowestPositive, lowestNegative } = layout;
  const negativeLift = lowestNegative - lowestPositive;
  const grid = octaveGrid(gamma, "floor");
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  // A fraction this near to 0 belongs to a value that `snapDistance` puts on the grid.
  const snap = gamma * 2 * snapDistance;
  for (let i = 0; i < values.length; i++) {
    const uniform = random.nextUint32() * 2 ** -32;
    const quotient = values[i] / max;
    scratch[0] = quotient;
    const high = words[1];
    const low = words[0];
    const position = gridPosition(grid, high, low);
    const octave = ((high >>> 20) & 0x7ff) - 1023;
    const mantissa = 1 + ((high & 0xfffff) * 2 ** 32 + (low >>> 0)) * 2 ** -52;
    const fraction = gamma * (octave + log2Mantissa(mantissa)) - position;
    // The ceiling is 1 when uniform < fraction, else 0.
    const rounded = unit + position + Math.ceil((fraction > snap ? fraction : 0) - uniform);
    const lowest = lowestPositive + (high >>> 31) * negativeLift;
    const exponent = rounded > top ? top : rounded < lowest ? lowest : rounded;
    out[i] = quotient === 0 || values[i] !== values[i] ? storedZero : ((high >> 31) & signBit) | (exponent ^ flip);
  }
}
