import { powerOfTwo } from "@lnsim/elementary";
import type { LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import { snapDistance, type GridRounding } from "./octave-grid.ts";

/**
 * From the bits of single-precision quotients to codes. Quotients are scaled by 2^unitOctave, and their octaves are cut
 * into cells that hold at most one threshold. A rank is 0 for zero, 1 + exponent, or one beyond the top for NaN. With
 * size = 2^cellShift, an entry plus the bits of a quotient below its cell index is
 *
 * - near a threshold at t: 2 * size * (rank from there on) + (bits - t), which carries as the threshold is reached;
 * - elsewhere: 2 * size * rank + size / 2 + bits, far from a carry.
 *
 * The quotient itself has an error of half a unit in the last place: what is at most one unit from a threshold is open.
 */
export interface SingleGrid {
  readonly layout: LnsLayout;
  readonly rounding: GridRounding;
  readonly entries: Int32Array;
  /** Codes by rank, of positive quotients and then of negative ones. */
  readonly codes: Uint32Array;
  readonly cellShift: number;
  readonly unitOctave: number;
}

/** The octave of the largest magnitude: high, so that small values stay normal numbers, with room above. */
const highestOctave = 120;
const singleBias = 127;
const fractionBits = 23;
/** Quiet NaN, the only one that arithmetic makes, and all words above it. */
const nanBits = 0x7fc00000;
/** A threshold belongs to a cell when it is inside or this many units in the last place outside. */
const reach = 2;

const known = new WeakMap<LnsLayout, Map<GridRounding, SingleGrid>>();

/** The grid of a layout, built once and kept. */
export function singleGrid(layout: LnsLayout, rounding: GridRounding): SingleGrid {
  let grids = known.get(layout);
  if (grids === undefined) known.set(layout, (grids = new Map()));
  let grid = grids.get(rounding);
  if (grid === undefined) grids.set(rounding, (grid = buildGrid(layout, rounding)));
  return grid;
}

function buildGrid(layout: LnsLayout, rounding: GridRounding): SingleGrid {
  const { bits, gamma, top, unit } = layout;
  // Cells narrower than a step, and so many that 2 * size * rank fits 31 bits.
  const cellBits = Math.max(1, 32 - Math.clz32(gamma), bits - 7);
  const cellShift = fractionBits - cellBits;
  const unitOctave = highestOctave - Math.ceil((top - unit) / gamma);
  const entries = cellEntries(scaledThresholds(layout, rounding, unitOctave), cellBits);
  return { layout, rounding, entries, codes: codesByRank(layout), cellShift, unitOctave };
}

/** The entries of all cells of 32-bit words without their sign, as {@link SingleGrid} has them. */
function cellEntries(thresholds: Float64Array, cellBits: number): Int32Array {
  const size = 2 ** (fractionBits - cellBits);
  const entries = new Int32Array(2 ** (8 + cellBits));
  const ends = thresholds.length;
  let passed = 0;
  // Cells of octave 0, subnormals, hold nothing but zero.
  for (let cell = 0; cell < 2 ** cellBits; cell++) entries[cell] = size / 2;
  for (let cell = 2 ** cellBits; cell < entries.length; cell++) {
    const ulp = powerOfTwo((cell >> cellBits) - singleBias - fractionBits);
    const start = ((cell % 2 ** cellBits) + 2 ** cellBits) * size * ulp;
    while (passed < ends && thresholds[passed] < start - reach * ulp) passed++;
    const distance = passed < ends ? Math.round((thresholds[passed] - start) / ulp) : Infinity;
    const isNaNs = cell * size >= nanBits;
    if (distance <= size + reach) entries[cell] = (passed + 2) * 2 * size - distance;
    else entries[cell] = (isNaNs ? ends + 2 : passed + 1) * 2 * size + size / 2;
  }
  return entries;
}

/** Where the exponent becomes 1, 2, ... top: midpoints of the grid, or its points less what rounds to them. */
function scaledThresholds({ gamma, top, unit }: LnsLayout, rounding: GridRounding, unitOctave: number): Float64Array {
  const factor = powerOfTwo(unitOctave);
  return Float64Array.from({ length: top }, (_, index) => {
    const steps = index + 1 - unit;
    if (rounding === "floor") return gridPower(steps, gamma) * (1 - snapDistance) * factor;
    return gridPower(2 * steps - 1, 2 * gamma) * factor;
  });
}

function codesByRank({ top, flip, signBit, storedZero, lowestPositive, lowestNegative }: LnsLayout): Uint32Array {
  const ranks = top + 3;
  return Uint32Array.from({ length: 2 * ranks }, (_, index) => {
    const rank = index % ranks;
    if (rank === 0 || rank === top + 2) return storedZero;
    const exponent = Math.max(index < ranks ? lowestPositive : lowestNegative, rank - 1);
    return (index < ranks ? 0 : signBit) | (exponent ^ flip);
  });
}
