import type { LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import { gridPosition, octaveGrid, type GridRounding } from "./octave-grid.ts";
import type { Codes } from "@lnsim/contracts";

/** Below this length, and above this many cells per octave, building the table costs more than it saves. */
const shortestRun = 4096;
const largestCellBits = 6;
const smallestNormal = 2 ** -126;
const largestFinite = (2 - 2 ** -23) * 2 ** 127;
const infinityBits = 0x7f800000;

/** Single-precision values to encode. */
export interface SingleRun {
  readonly values: Float32Array;
  /** Magnitude of the top code, positive and finite. */
  readonly max: number;
  readonly out: Codes;
}

/**
 * The same codes as the general encoder, for long runs of single-precision values and few codes per octave: the bits of
 * a value select a cell of a table made for this max, and at most one threshold lies inside a cell.
 *
 * @returns false, with nothing written, when this way does not apply
 */
export function encodeSingle(layout: LnsLayout, { values, max, out }: SingleRun, rounding: GridRounding): boolean {
  const cellBits = layout.gamma < 1 ? 0 : 32 - Math.clz32(layout.gamma);
  if (values.length < shortestRun || cellBits > largestCellBits) return false;
  if (max > largestFinite || max * gridPower(-layout.top, layout.gamma) < 2 * smallestNormal) return false;
  const cellShift = 23 - cellBits;
  const ranks = layout.top + 3;
  if (ranks * 2 ** cellShift >= 2 ** 31) return false;
  const entries = cellEntries(thresholdBits(layout, max, rounding), cellShift, ranks);
  const codes = codesByRank(layout);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const fractionMask = (1 << cellShift) - 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> cellShift] + (word & fractionMask);
    out[i] = codes[(sum >>> cellShift) + Math.imul(word >>> 31, negativeRanks)];
  }
  return true;
}

/** Bits of the smallest single-precision value of each exponent from 1 to the top, ascending: a guess, then neighbours. */
function thresholdBits(layout: LnsLayout, max: number, rounding: GridRounding): Int32Array {
  const grid = octaveGrid(layout.gamma, rounding);
  const guess = max * (rounding === "floor" ? 1 : gridPower(-1, 2 * layout.gamma));
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  const single = new Float32Array(1);
  const singleBits = new Int32Array(single.buffer);
  const exponentOf = (bits: number) => {
    singleBits[0] = bits;
    scratch[0] = single[0] / max;
    return layout.top + gridPosition(grid, words[1], words[0]);
  };
  return Int32Array.from({ length: layout.top }, (_, index) => {
    const exponent = index + 1;
    single[0] = guess * gridPower(exponent - layout.top, layout.gamma);
    let bits = singleBits[0];
    while (exponentOf(bits) >= exponent) bits--;
    while (exponentOf(bits) < exponent) bits++;
    return bits;
  });
}

/**
 * The table over all magnitudes. A rank is 0 for zero, 1 + exponent, or one beyond the top for NaN; an entry is the rank
 * at the start of the cell, times 2^cellShift, plus the distance of the cell's threshold from the cell's end.
 */
function cellEntries(thresholds: Int32Array, cellShift: number, ranks: number): Int32Array {
  const entries = new Int32Array(2 ** (31 - cellShift));
  const size = 2 ** cellShift;
  let passed = 0;
  for (let cell = 0; cell < entries.length; cell++) {
    const start = cell * size;
    while (passed < thresholds.length && thresholds[passed] <= start) passed++;
    const threshold = passed < thresholds.length ? thresholds[passed] : infinityBits + 1;
    const rank = start > infinityBits ? ranks - 1 : passed + 1;
    const distance = threshold > start && threshold < start + size ? start + size - threshold : 0;
    entries[cell] = rank * size + distance;
  }
  entries[0] = size - 1;
  return entries;
}

/** Codes of the ranks of positive values, then of negative ones. */
function codesByRank(layout: LnsLayout): Uint32Array {
  const { top, signBit, lowestPositive, lowestNegative } = layout;
  const zero = layout.zeroCode ?? 0;
  const code = (sign: number, lowest: number) => (rank: number) =>
    rank === 0 || rank === top + 2 ? zero : sign | Math.max(lowest, rank - 1);
  const ranks = Array.from({ length: top + 3 }, (_, rank) => rank);
  return Uint32Array.from([...ranks.map(code(0, lowestPositive)), ...ranks.map(code(signBit, lowestNegative))]);
}
