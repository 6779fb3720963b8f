import { octaveRoots, powerOfTwo } from "@lnsim/elementary";

/** How a position between two grid points chooses one. */
export type GridRounding = "nearest-even" | "half-away" | "floor";

/**
 * A grid of gamma points per octave as a table that turns the exponent and mantissa bits of a double y into the grid
 * position round(gamma * log2(y)), exactly.
 *
 * The table covers one period: one octave, or the octaves of two steps where a step has several (whether a tie goes up
 * then depends on the position being even). Each octave is cut into cells of equal width in the mantissa, so narrow
 * that at most one threshold lies inside each. A cell's entry is (position at its start) * 2^cellShift, plus the
 * distance from its threshold, in the upper 20 mantissa bits, to its end: adding the bits of y below the cell index
 * carries into the position exactly when y has reached the threshold, up to a tie of these bits.
 */
export interface OctaveGrid {
  readonly entries: Int32Array;
  /** Lower 32 mantissa bits of each cell's threshold, for such ties. */
  readonly thresholdLow: Uint32Array;
  /** Where the cell index starts in the upper word of a double. */
  readonly cellShift: number;
  readonly cellMask: number;
  /** Where the index of the period starts in the upper word of a double. */
  readonly periodShift: number;
  /** Grid steps per period. */
  readonly periodSteps: number;
  /** What is added to every position, so that the position of 1 is 0. */
  readonly origin: number;
}

/**
 * Values this close below a grid point (relative) count as on it when rounding toward zero or stochastically: a decoded
 * value, even one stored in single precision, then encodes to the code it came from.
 */
export const snapDistance = 2 ** -22;

const known = { "nearest-even": new Map<number, OctaveGrid>(), "half-away": new Map<number, OctaveGrid>(), floor: new Map<number, OctaveGrid>() };

/** The grid of base factor `gamma`, a power of two from 2^-8 to 4096. Built once and kept. */
export function octaveGrid(gamma: number, rounding: GridRounding): OctaveGrid {
  const grids = known[rounding];
  let grid = grids.get(gamma);
  if (grid === undefined) grids.set(gamma, (grid = buildGrid(gamma, rounding)));
  return grid;
}

/**
 * Grid position of the magnitude of the double with words `high` and `low` (signed or not). Subnormals and 0 are taken
 * for numbers near 2^-1023, infinities and NaN for numbers near 2^1024: far outside every format's range.
 */
export function gridPosition(grid: OctaveGrid, high: number, low: number): number {
  const magnitude = high & 0x7fffffff;
  const fraction = (1 << grid.cellShift) - 1;
  const cell = (magnitude >>> grid.cellShift) & grid.cellMask;
  const sum = grid.entries[cell] + (magnitude & fraction);
  const position = Math.imul(magnitude >>> grid.periodShift, grid.periodSteps) + (sum >> grid.cellShift) + grid.origin;
  return (sum & fraction) === 0 && low >>> 0 < grid.thresholdLow[cell] ? position - 1 : position;
}

function buildGrid(gamma: number, rounding: GridRounding): OctaveGrid {
  const octaves = gamma < 1 ? 2 / gamma : 1;
  const periodBits = 31 - Math.clz32(octaves);
  const cellBits = gamma < 1 ? 0 : 32 - Math.clz32(gamma);
  const cellSize = 2 ** (20 - cellBits);
  const periodSteps = gamma * octaves;
  const thresholds = periodThresholds(gamma, octaves, rounding);
  const entries = new Int32Array(octaves << cellBits);
  const thresholdLow = new Uint32Array(octaves << cellBits);
  const words = new Uint32Array(2);
  const scratch = new Float64Array(words.buffer);
  for (let cell = 0; cell < entries.length; cell++) {
    // The biased exponent 1024 + r has r as its index in the period; it stands for octave 1 + r of our count.
    const octave = 1 + (cell >> cellBits);
    const place = ((octave % octaves) << cellBits) | (cell & ((1 << cellBits) - 1));
    const passed = countUpTo(thresholds, cellStart(place, cellBits));
    const start = Math.floor(octave / octaves) * periodSteps + passed;
    const isInside = passed < thresholds.length && thresholds[passed] < cellStart(place + 1, cellBits);
    scratch[0] = isInside ? thresholds[passed] : 1;
    entries[cell] = start * cellSize + (isInside ? cellSize - (words[1] % cellSize) : 0);
    thresholdLow[cell] = words[0];
  }
  return {
    entries,
    thresholdLow,
    cellShift: 20 - cellBits,
    cellMask: entries.length - 1,
    periodShift: 20 + periodBits,
    periodSteps,
    origin: -(1024 >> periodBits) * periodSteps,
  };
}

/** Start of a cell, as a number in [1, 2^octaves of the period]. */
function cellStart(cell: number, cellBits: number): number {
  const octave = cell >> cellBits;
  return powerOfTwo(octave) * (1 + (cell - (octave << cellBits)) * powerOfTwo(-cellBits));
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The doubles at which the position rises by one, ascending from 1 over the octaves of a period. */
function periodThresholds(gamma: number, octaves: number, rounding: GridRounding): Float64Array {
  const points = octaveRoots(Math.max(1, gamma)).above;
  const midpoints = octaveRoots(Math.max(1, 2 * gamma)).above;
  return Float64Array.from({ length: gamma * octaves }, (_, step) => {
    if (rounding === "floor") return gridPoint(step + 1, gamma, points) * (1 - snapDistance);
    const midpoint = gridPoint(2 * step + 1, 2 * gamma, midpoints);
    // Below gamma = 1 the midpoints are powers of two: a tie, which goes to the even position or up.
    const goesDown = gamma < 1 && rounding === "nearest-even" && step % 2 === 0;
    return goesDown ? midpoint * (1 + 2 ** -52) : midpoint;
  });
}

/** 2^(index / perOctave), its mantissa taken from one octave of points; exact in the power of two. */
function gridPoint(index: number, perOctave: number, points: Float64Array): number {
  const octave = Math.floor(index / perOctave);
  return powerOfTwo(octave) * points[index - octave * perOctave];
}
