import type { EncodeRun } from "./encode.ts";
import type { LnsLayout } from "./layout.ts";
import type { GridRounding } from "./octave-grid.ts";
import { singleGrid, type SingleGrid } from "./single-grid.ts";
import { createWordGrid, fillWordGrid, type WordGrid } from "./word-grid.ts";

/** Values per cell of a grid from which on making one for their maximum alone is worth its time. */
const worthwhile = 2;

const known = new WeakMap<SingleGrid, WordGrid>();

/**
 * The same codes as the general encoder, for many single-precision values: their own bits decide, by a grid that is made
 * for this maximum.
 *
 * @returns false, with nothing written, when there are too few values or thresholds leave the range of single precision
 */
export function encodeWords(layout: LnsLayout, { values, max, out }: EncodeRun & { readonly values: Float32Array }, rounding: GridRounding): boolean {
  const single = singleGrid(layout, rounding);
  if (values.length < worthwhile * single.entries.length) return false;
  let grid = known.get(single);
  if (grid === undefined) known.set(single, (grid = createWordGrid(single)));
  if (!fillWordGrid(grid, single, max)) return false;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  // A loop per type, both the same: a shared one gets slower for either as soon as a process has used both.
  if (out instanceof Uint8Array) encodeToBytes(words, grid.entries, single, out);
  else encodeToWords(words, grid.entries, single, out);
  return true;
}

function encodeToBytes(words: Int32Array, entries: Int32Array, { codes, cellShift }: SingleGrid, out: Uint8Array): void {
  const fraction = (1 << cellShift) - 1;
  const rankShift = cellShift + 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    out[i] = codes[((word >> 31) & negativeRanks) + (sum >>> rankShift)];
  }
}

function encodeToWords(words: Int32Array, entries: Int32Array, { codes, cellShift }: SingleGrid, out: Uint16Array | Uint32Array): void {
  const fraction = (1 << cellShift) - 1;
  const rankShift = cellShift + 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    out[i] = codes[((word >> 31) & negativeRanks) + (sum >>> rankShift)];
  }
}
