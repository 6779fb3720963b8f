import { deltaOpposite, deltaSame } from "../delta.ts";

/** The tables of an adder, indexed by the difference of the logarithms in grid steps; 0 beyond them. */
export interface DeltaTables {
  readonly deltaSame: Int32Array;
  readonly deltaOpposite: Int32Array;
}

/** Error of one table against the exact function, in octaves. */
export interface DeltaError {
  readonly rmsOctaves: number;
  readonly maxOctaves: number;
  /** The difference, in grid steps, at which the error is largest. */
  readonly worstDifference: number;
}

/** Errors at every difference, for a picture. */
export interface ErrorCurve {
  /** Differences in octaves, one a grid step, from 0 on. */
  readonly differenceOctaves: Float64Array;
  /** Table less exact function in octaves, for equal signs. */
  readonly sameOctaves: Float64Array;
  /** The same for opposite signs; 0 at difference 0, where the sum is zero whatever the table holds. */
  readonly oppositeOctaves: Float64Array;
}

/** Octaves over which an adder is judged: one more than the published tables cover. */
const judgedOctaves = 13;

/** Error of an adder's tables at every difference of 0 ... `octaves` octaves. */
export function errorCurve(tables: DeltaTables, fractionBits: number, octaves: number = judgedOctaves): ErrorCurve {
  const perOctave = 2 ** fractionBits;
  const differenceOctaves = Float64Array.from({ length: octaves * perOctave + 1 }, (_, d) => d / perOctave);
  const at = (table: Int32Array, d: number): number => (d < table.length ? table[d] / perOctave : 0);
  return {
    differenceOctaves,
    sameOctaves: differenceOctaves.map((x, d) => at(tables.deltaSame, d) - deltaSame(x)),
    oppositeOctaves: differenceOctaves.map((x, d) => (d === 0 ? 0 : at(tables.deltaOpposite, d) - deltaOpposite(x))),
  };
}

/** Root mean square and largest error over the grid of 0 ... 13 octaves; opposite signs from the first step on. */
export function adderError(tables: DeltaTables, fractionBits: number): { readonly same: DeltaError; readonly opposite: DeltaError } {
  const curve = errorCurve(tables, fractionBits);
  return { same: summarize(curve.sameOctaves, 0), opposite: summarize(curve.oppositeOctaves, 1) };
}

function summarize(errors: Float64Array, first: number): DeltaError {
  let squares = 0;
  let worst = first;
  for (let d = first; d < errors.length; d++) {
    squares += errors[d] * errors[d];
    if (Math.abs(errors[d]) > Math.abs(errors[worst])) worst = d;
  }
  return { rmsOctaves: Math.sqrt(squares / (errors.length - first)), maxOctaves: Math.abs(errors[worst]), worstDifference: worst };
}
