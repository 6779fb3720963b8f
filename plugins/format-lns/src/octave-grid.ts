import { octaveRoots } from "./octave-roots.ts";

/** How a position between two grid points chooses one. */
export type GridRounding = "nearest-even" | "half-away" | "floor";

/**
 * A grid of gamma points per octave as a table that turns the exponent and mantissa bits of a double into the grid
 * position round(gamma * log2(y)), exactly.
 *
 * The table covers one period of `2^periodBits` octaves (one octave, four for gamma = 1/2). Each octave of it is cut
 * into `2^cellBits` cells of equal width in the mantissa, so narrow that at most one threshold lies inside each.
 */
export interface OctaveGrid {
  readonly periodBits: number;
  readonly cellBits: number;
  /** Grid steps per period. */
  readonly periodSteps: number;
  /** Position at the start of each cell, relative to the start of the period. */
  readonly base: Int32Array;
  /** Upper 20 bits of the mantissa from which on the position is one more; 2^20 where that never happens. */
  readonly thresholdHigh: Int32Array;
  /** Lower 32 bits of that mantissa. */
  readonly thresholdLow: Uint32Array;
}

/**
 * Values this close below a grid point (relative) count as on it when rounding toward zero or stochastically: a decoded
 * value, even one stored in single precision, then encodes to the code it came from.
 */
export const snapDistance = 2 ** -22;

const known = new Map<string, OctaveGrid>();

/** The grid of base factor `gamma`, a power of two from 1/2 to 2048. Built once and kept. */
export function octaveGrid(gamma: number, rounding: GridRounding): OctaveGrid {
  const key = `${rounding} ${gamma}`;
  let grid = known.get(key);
  if (grid === undefined) {
    grid = buildGrid(gamma, rounding);
    known.set(key, grid);
  }
  return grid;
}

/** Position of the positive double with upper word `high` and lower word `low` on the grid; any order of magnitude. */
export function gridPosition(grid: OctaveGrid, high: number, low: number): number {
  const exponent = ((high >>> 20) & 0x7ff) - 1023;
  const mantissa = high & 0xfffff;
  const inPeriod = exponent & ((1 << grid.periodBits) - 1);
  const cell = (inPeriod << grid.cellBits) | (mantissa >>> (20 - grid.cellBits));
  const threshold = grid.thresholdHigh[cell];
  const start = (exponent >> grid.periodBits) * grid.periodSteps + grid.base[cell];
  if (mantissa === threshold) return low >= grid.thresholdLow[cell] ? start + 1 : start;
  return mantissa > threshold ? start + 1 : start;
}

function buildGrid(gamma: number, rounding: GridRounding): OctaveGrid {
  const periodBits = gamma < 1 ? 2 : 0;
  const cellBits = gamma < 1 ? 0 : 32 - Math.clz32(gamma);
  const thresholds = periodThresholds(gamma, 1 << periodBits, rounding);
  const cells = 1 << (periodBits + cellBits);
  const grid: OctaveGrid = {
    periodBits,
    cellBits,
    periodSteps: gamma * (1 << periodBits),
    base: new Int32Array(cells),
    thresholdHigh: new Int32Array(cells).fill(1 << 20),
    thresholdLow: new Uint32Array(cells),
  };
  const scratch = new Float64Array(1);
  const words = new Uint32Array(scratch.buffer);
  let passed = 0;
  for (let cell = 0; cell < cells; cell++) {
    while (thresholds[passed] <= cellStart(cell, cellBits)) passed++;
    grid.base[cell] = passed;
    if (!(thresholds[passed] < cellStart(cell + 1, cellBits))) continue;
    scratch[0] = thresholds[passed];
    grid.thresholdHigh[cell] = words[1] & 0xfffff;
    grid.thresholdLow[cell] = words[0];
  }
  return grid;
}

/** Start of a cell, as a number in [1, 2^octaves of the period). */
function cellStart(cell: number, cellBits: number): number {
  const octave = cell >> cellBits;
  return 2 ** octave * (1 + (cell - (octave << cellBits)) * 2 ** -cellBits);
}

/** The doubles at which the position rises by one, ascending from 1 over the octaves of a period. */
function periodThresholds(gamma: number, octaves: number, rounding: GridRounding): number[] {
  const roots = octaveRoots(2 * gamma);
  const steps = gamma * octaves;
  return Array.from({ length: steps }, (_, step) => {
    if (rounding === "floor") return doublePower(step + 1, gamma, octaveRoots(Math.max(1, gamma)).above) * (1 - snapDistance);
    const midpoint = doublePower(2 * step + 1, 2 * gamma, roots.above);
    // With gamma = 1/2 the midpoints are powers of two: a tie, which goes to the even position or up.
    const isTie = gamma < 1 && rounding === "nearest-even" && step % 2 === 0;
    return isTie ? midpoint * (1 + 2 ** -52) : midpoint;
  });
}

/** 2^(index / perOctave), its mantissa taken from `roots` (one octave of points), exact in the power of two. */
function doublePower(index: number, perOctave: number, roots: Float64Array): number {
  const octave = Math.floor(index / perOctave);
  return 2 ** octave * roots[(index - octave * perOctave) % roots.length];
}
