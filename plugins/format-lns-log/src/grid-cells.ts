import { octaveRoots } from "@lnsim/elementary";

/** How a value between two grid points chooses one: the nearer one in the logarithmic domain, or the smaller magnitude. */
export type GridRounding = "nearest" | "floor";

/**
 * One octave, [1, 2), in 2^(fractionBits + 1) cells of equal width, so narrow that at most one threshold lies inside each:
 * the grid step of a significand s in a cell is passed[cell] + (s >= threshold[cell] ? 1 : 0).
 */
export interface GridCells {
  readonly passed: Int32Array;
  readonly threshold: Float64Array;
  /** Where the cell index starts in the upper word of a double. */
  readonly shift: number;
}

/**
 * Values this close below a grid point (relative) count as on it when rounding toward zero or stochastically: a decoded
 * value, even one stored in single precision, then encodes to the code it came from.
 */
export const snapDistance = 2 ** -22;

const known = new Map<string, GridCells>();

/**
 * The cells for one rounding. Nearest compares with the smallest doubles not below 2^((2i + 1) / 2^(fractionBits + 1)):
 * exact, and without ties, since these midpoints are irrational. Built once and kept.
 */
export function gridCells(fractionBits: number, rounding: GridRounding): GridCells {
  const key = `${rounding} ${fractionBits}`;
  let cells = known.get(key);
  if (cells === undefined) known.set(key, (cells = buildCells(fractionBits, thresholdsOf(2 ** fractionBits, rounding))));
  return cells;
}

/** The significands at which the grid step rises to 1, 2, ... , ascending. */
function thresholdsOf(perOctave: number, rounding: GridRounding): Float64Array {
  const points = octaveRoots(rounding === "nearest" ? 2 * perOctave : perOctave);
  return Float64Array.from({ length: perOctave }, (_, step) => {
    if (rounding === "nearest") return points.above[2 * step + 1];
    return (step + 1 === perOctave ? 2 : points.above[step + 1]) * (1 - snapDistance);
  });
}

function buildCells(fractionBits: number, thresholds: Float64Array): GridCells {
  const count = 2 ** (fractionBits + 1);
  const passed = new Int32Array(count);
  const threshold = new Float64Array(count).fill(Infinity);
  let next = 0;
  for (let cell = 0; cell < count; cell++) {
    passed[cell] = next;
    if (next < thresholds.length && thresholds[next] < 1 + (cell + 1) / count) threshold[cell] = thresholds[next++];
  }
  return { passed, threshold, shift: 20 - (fractionBits + 1) };
}
