import { deltaOpposite, deltaSame } from "../delta.ts";
import type { DeltaKind } from "./fit-segments.ts";

/** The best line of one segment on the integer grid, as the hardware evaluates it. */
export interface GridLine {
  /** Exponent of the slope's magnitude: the shift to the left. */
  slopeExponent: number;
  /** Grid steps. */
  intercept: number;
  /** Sum of squared errors over the segment, in grid steps squared. */
  squaredError: number;
}

/**
 * One function of the adder on the grid of differences d = 0 ... last, with running sums, so that the best line of any
 * segment with any power-of-two slope is known in constant time. For opposite signs d = 0 is left out: its sum is zero.
 */
export class DeltaCurve {
  readonly last: number;
  /** The first d that counts. */
  readonly first: number;
  readonly #exact: Float64Array;
  readonly #lowestExponent: number;
  /** By slope exponent: running sums of what is left of the function without the line, and of its squares. */
  readonly #sums: Float64Array[] = [];
  readonly #squares: Float64Array[] = [];

  constructor(kind: DeltaKind, fractionBits: number, xUpper: number) {
    this.last = Math.floor(xUpper * 2 ** fractionBits);
    this.first = kind === "same" ? 0 : 1;
    this.#lowestExponent = -fractionBits - 4;
    this.#exact = exactSteps(kind, fractionBits, this.last);
    const highestExponent = kind === "same" ? 0 : fractionBits + 2;
    for (let exponent = this.#lowestExponent; exponent <= highestExponent; exponent++) {
      this.#addSlope(exponent, kind === "same" ? -1 : 1);
    }
  }

  #addSlope(exponent: number, sign: 1 | -1): void {
    const sums = new Float64Array(this.last + 2);
    const squares = new Float64Array(this.last + 2);
    for (let d = 0; d <= this.last; d++) {
      const line = exponent < 0 ? d >> -exponent : d << exponent;
      const rest = d < this.first ? 0 : this.#exact[d] - sign * line;
      sums[d + 1] = sums[d] + rest;
      squares[d + 1] = squares[d] + rest * rest;
    }
    this.#sums.push(sums);
    this.#squares.push(squares);
  }

  /** Writes the best line of the segment after `before`, up to and with `end`, to `line`; an empty one costs nothing. */
  fit(before: number, end: number, line: GridLine): void {
    const from = Math.max(before + 1, this.first);
    const count = end - from + 1;
    line.slopeExponent = 0;
    line.intercept = 0;
    line.squaredError = count <= 0 ? 0 : Infinity;
    if (count <= 0) return;
    const guess = this.#slopeIndex(from, end);
    const highest = Math.min(this.#sums.length - 1, guess + 2);
    for (let index = Math.max(0, guess - 1); index <= highest; index++) {
      const sum = this.#sums[index][end + 1] - this.#sums[index][from];
      const squares = this.#squares[index][end + 1] - this.#squares[index][from];
      const intercept = Math.round(sum / count) + 0;
      const squaredError = squares - 2 * intercept * sum + count * intercept * intercept;
      if (squaredError < line.squaredError) {
        line.squaredError = squaredError;
        line.intercept = intercept;
        line.slopeExponent = index + this.#lowestExponent;
      }
    }
  }

  /** Index of the largest power of two that is not above the slope from end to end. */
  #slopeIndex(from: number, end: number): number {
    const [left, right] = from < end ? [from, end] : [Math.max(this.first, from - 1), Math.min(this.last, end + 1)];
    const slope = Math.abs(this.#exact[right] - this.#exact[left]) / (right - left);
    let index = 0;
    while (index < this.#sums.length - 1 && 2 ** (index + 1 + this.#lowestExponent) <= slope) index++;
    return index;
  }
}

/** The exact function in grid steps; entry 0 of opposite signs, which never counts, is 0. */
function exactSteps(kind: DeltaKind, fractionBits: number, last: number): Float64Array {
  const perOctave = 2 ** fractionBits;
  const delta = kind === "same" ? deltaSame : deltaOpposite;
  return Float64Array.from({ length: last + 1 }, (_, d) => (kind === "opposite" && d === 0 ? 0 : delta(d / perOctave) * perOctave));
}
