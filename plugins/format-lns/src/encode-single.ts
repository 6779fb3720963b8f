import type { EncodeRun } from "./encode.ts";
import { exactExponent } from "./exact-exponent.ts";
import type { LnsLayout } from "./layout.ts";
import type { GridRounding } from "./octave-grid.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { singleGrid, type SingleGrid } from "./single-grid.ts";

const chunk = new Float32Array(1024);
const words = new Int32Array(chunk.buffer);
const smallestMax = 2 ** -800;
/** Between the smallest single-precision number, 2^-149, and the smallest normal one, 2^-126. */
const subnormalOctaves = 23;

/** Single-precision values to encode; max is positive and finite. */
export type SingleRun = EncodeRun & { readonly values: Float32Array };

/**
 * The same codes as the general encoder, from single-precision quotients: their bits decide wherever they are not next
 * to a threshold, and the exact quotient where they are.
 *
 * @returns false, with nothing written, when the quotients could leave the range of single precision
 */
export function encodeSingle(layout: LnsLayout, run: SingleRun, rounding: GridRounding): boolean {
  const { values, max } = run;
  const grid = singleGrid(layout, rounding);
  // Then no value but zero has a quotient below 2^-126.
  if (max < smallestMax || max > powerOfTwo(grid.unitOctave - subnormalOctaves)) return false;
  const scale = powerOfTwo(grid.unitOctave) / max;
  for (let from = 0; from < values.length; from += chunk.length) {
    const count = Math.min(chunk.length, values.length - from);
    scaleChunk(values, from, count, scale);
    encodeChunk(grid, run, from, count);
  }
  return true;
}

function scaleChunk(values: Float32Array, from: number, count: number, scale: number): void {
  for (let i = 0; i < count; i++) chunk[i] = values[from + i] * scale;
}

function encodeChunk(grid: SingleGrid, run: SingleRun, from: number, count: number): void {
  const { entries, codes, cellShift } = grid;
  const { out } = run;
  const fraction = (1 << cellShift) - 1;
  const neighbours = 2 * fraction + 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    const sign = (word >> 31) & negativeRanks;
    if (((sum + 1) & neighbours) < 3) out[from + i] = codes[sign + exactRank(grid, run, from + i)];
    else out[from + i] = codes[sign + (sum >>> (cellShift + 1))];
  }
}

function exactRank({ layout, rounding }: SingleGrid, { values, max }: SingleRun, index: number): number {
  return 1 + exactExponent(layout, rounding, values[index] / max);
}
