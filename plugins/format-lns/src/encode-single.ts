import { powerOfTwo } from "@lnsim/elementary";
import type { EncodeRun } from "./encode.ts";
import { exactExponent } from "./exact-exponent.ts";
import type { LnsLayout } from "./layout.ts";
import type { GridRounding } from "./octave-grid.ts";
import { singleGrid, type SingleGrid } from "./single-grid.ts";

/** Values at a time: they stay in a first-level cache. */
export const chunkLength = 1024;

const smallestMax = 2 ** -800;
/** Between the smallest single-precision number, 2^-149, and the smallest normal one, 2^-126. */
const subnormalOctaves = 23;

/** Quotients times 2^unitOctave of the grid, and their bits. */
export const quotients = new Float32Array(chunkLength);
const words = new Int32Array(quotients.buffer);

/** Values to encode, element i by maxima[floor(i / run) % maxima.length]. */
export interface SingleRun {
  readonly values: Float32Array;
  readonly maxima: Float64Array;
  readonly run: number;
  readonly out: EncodeRun["out"];
}

/** Whether no value but zero has a quotient that leaves the normal numbers of single precision. */
export function isWithinReach({ unitOctave }: SingleGrid, max: number): boolean {
  return max >= smallestMax && max <= powerOfTwo(unitOctave - subnormalOctaves);
}

const oneMaximum = new Float64Array(1);

/**
 * The same codes as the general encoder, from single-precision quotients: their bits decide wherever they are not next
 * to a threshold, and the exact quotient where they are.
 *
 * @returns false, with nothing written, when the quotients could leave the range of single precision
 */
export function encodeSingle(layout: LnsLayout, { values, max, out }: EncodeRun & { readonly values: Float32Array }, rounding: GridRounding): boolean {
  const grid = singleGrid(layout, rounding);
  if (!isWithinReach(grid, max)) return false;
  oneMaximum[0] = max;
  const run = { values, maxima: oneMaximum, run: 1, out };
  const scale = powerOfTwo(grid.unitOctave) / max;
  for (let from = 0; from < values.length; from += chunkLength) {
    const count = Math.min(chunkLength, values.length - from);
    scaleChunk(values, from, count, scale);
    encodeQuotients(grid, run, from, count);
  }
  return true;
}

function scaleChunk(values: Float32Array, from: number, count: number, scale: number): void {
  for (let i = 0; i < count; i++) quotients[i] = values[from + i] * scale;
}

/** Writes the codes of `count` values from `from` on, whose quotients stand in {@link quotients}. */
export function encodeQuotients(grid: SingleGrid, run: SingleRun, from: number, count: number): void {
  // A loop per type, both the same: a shared one gets slower for either as soon as a process has used both.
  const { out } = run;
  const found = out instanceof Uint8Array ? encodeToBytes(grid, out, from, count) : encodeToWords(grid, out, from, count);
  if (found < 0) encodeOpen(grid, run, from, count);
}

/** All codes as if none were open. @returns a negative number where some are: they are rare, so they are looked for later */
function encodeToBytes({ entries, codes, cellShift }: SingleGrid, out: Uint8Array, from: number, count: number): number {
  const fraction = (1 << cellShift) - 1;
  const neighbours = 2 * fraction + 1;
  const rankShift = cellShift + 1;
  const negativeRanks = codes.length >> 1;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    found |= ((sum + 1) & neighbours) - 3;
    out[from + i] = codes[((word >> 31) & negativeRanks) + (sum >>> rankShift)];
  }
  return found;
}

function encodeToWords({ entries, codes, cellShift }: SingleGrid, out: Uint16Array | Uint32Array, from: number, count: number): number {
  const fraction = (1 << cellShift) - 1;
  const neighbours = 2 * fraction + 1;
  const rankShift = cellShift + 1;
  const negativeRanks = codes.length >> 1;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    found |= ((sum + 1) & neighbours) - 3;
    out[from + i] = codes[((word >> 31) & negativeRanks) + (sum >>> rankShift)];
  }
  return found;
}

/** The codes of open values, by their exact quotients. */
function encodeOpen(grid: SingleGrid, run: SingleRun, from: number, count: number): void {
  const { entries, codes, cellShift } = grid;
  const fraction = (1 << cellShift) - 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fraction);
    if (((sum + 1) & (2 * fraction + 1)) < 3) run.out[from + i] = codes[((word >> 31) & negativeRanks) + exactRank(grid, run, from + i)];
  }
}

function exactRank({ layout, rounding }: SingleGrid, { values, maxima, run }: SingleRun, index: number): number {
  return 1 + exactExponent(layout, rounding, values[index] / maxima[Math.floor(index / run) % maxima.length]);
}
