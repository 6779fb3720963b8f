// Sums of many codes in the order of the datapath.
import { createCodes, type Codes } from "@lnsim/contracts";
import { addCodes, type LogArithmetic } from "./log-arithmetic.ts";
import type { CodeRun } from "./log-order.ts";

const block = 16;

/** Sums codes in the datapath's order; keeps its scratch memory, so make one and use it often. */
export class LogSummer {
  readonly #arithmetic: LogArithmetic;
  #scratch: Codes;

  constructor(arithmetic: LogArithmetic) {
    this.#arithmetic = arithmetic;
    this.#scratch = createCodes(arithmetic.bits, 0);
  }

  /** The sum of a run of codes; zero for none. */
  sum(x: Codes, { first, count, stride }: CodeRun): number {
    const arithmetic = this.#arithmetic;
    if (arithmetic.datapath.order === "ascending") {
      let sum = arithmetic.zero;
      for (let i = 0; i < count; i++) sum = addCodes(arithmetic, sum, x[first + i * stride]);
      return sum;
    }
    if (this.#scratch.length < count) this.#scratch = createCodes(arithmetic.bits, count);
    const scratch = this.#scratch;
    for (let i = 0; i < count; i++) scratch[i] = x[first + i * stride];
    return sumTree(arithmetic, scratch, count);
  }

  /** out[r] = sum over the columns of row r of a row-major matrix with `columns` columns; one for each element of `out`. */
  rows(x: Codes, columns: number, out: Codes): void {
    for (let row = 0; row < out.length; row++) out[row] = this.sum(x, { first: row * columns, count: columns, stride: 1 });
  }

  /** out[c] = sum over the `rows` rows of column c of a row-major matrix with as many columns as `out` has elements. */
  columns(x: Codes, rows: number, out: Codes): void {
    for (let column = 0; column < out.length; column++) out[column] = this.sum(x, { first: column, count: rows, stride: out.length });
  }
}

/** Sums the first `count` codes as trees of 16, over and over, in place. A missing operand is a zero and changes nothing. */
function sumTree(arithmetic: LogArithmetic, codes: Codes, count: number): number {
  let left = count;
  while (left > 1) {
    let blocks = 0;
    for (let start = 0; start < left; start += block) codes[blocks++] = sumBlock(arithmetic, codes, start, Math.min(block, left - start));
    left = blocks;
  }
  return left === 0 ? arithmetic.zero : codes[0];
}

/** Sums up to 16 codes by halves, in place. */
function sumBlock(arithmetic: LogArithmetic, codes: Codes, start: number, count: number): number {
  let left = count;
  for (let half = block / 2; half >= 1; half /= 2) {
    for (let i = start; i + half < start + left; i++) codes[i] = addCodes(arithmetic, codes[i], codes[i + half]);
    left = Math.min(left, half);
  }
  return codes[start];
}
