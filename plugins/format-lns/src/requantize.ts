import type { Codes } from "@lnsim/contracts";
import type { LnsLayout } from "./layout.ts";
import { gridPosition, octaveGrid } from "./octave-grid.ts";

/** What {@link requantize} reads and writes. */
export interface RequantizeRun {
  /** Accumulator contents, integers below 2^53 in magnitude. */
  readonly accumulators: Int32Array | Float64Array;
  /** Exponent of the code that an accumulator of 1 would get, counted from the smallest exponent; any integer. */
  readonly offset: number;
  readonly out: Codes;
}

/**
 * Codes of integers, as the post-processing unit makes them (LNS-Madam, claims 6 and 8 of US 11,886,980): the leading
 * one gives the quotient q, the midpoints 2^((j + 1/2) / gamma) below the rest of the word give the remainder r, a
 * remainder of gamma carries into the quotient, and e = gamma * q + r + offset is clamped. Zero becomes the zero code,
 * everything else at least the smallest magnitude of its sign.
 */
export function requantize(layout: LnsLayout, { accumulators, offset, out }: RequantizeRun): void {
  const { top, flip, signBit, storedZero, lowestPositive, lowestNegative } = layout;
  const grid = octaveGrid(layout.gamma, "nearest-even");
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  for (let i = 0; i < accumulators.length; i++) {
    const accumulator = accumulators[i];
    // An integer as a double is its leading one (exponent field) and the rest of the word (mantissa).
    scratch[0] = accumulator;
    const exponent = Math.min(top, gridPosition(grid, words[1], words[0]) + offset);
    const lowest = accumulator < 0 ? lowestNegative : lowestPositive;
    const code = (accumulator < 0 ? signBit : 0) | (Math.max(lowest, exponent) ^ flip);
    out[i] = accumulator === 0 ? storedZero : code;
  }
}
