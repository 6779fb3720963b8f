import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, logArgMax, logExponential, LogSummer, negateCode, type LogArithmetic } from "@lnsim/numerics";
import type { Labels } from "@lnsim/trace";

/** Softmax and the gradient of its cross-entropy in log arithmetic, for classes x columns of one size. */
export class LogSoftmaxGradient {
  readonly #arithmetic: LogArithmetic;
  readonly #summer: LogSummer;
  readonly #exponentials: Codes;
  readonly #sums: Codes;

  /** Two scratch arrays: as many elements as the logits have, and one a column. */
  constructor(arithmetic: LogArithmetic, exponentials: Codes, sums: Codes) {
    this.#arithmetic = arithmetic;
    this.#summer = new LogSummer(arithmetic);
    this.#exponentials = exponentials;
    this.#sums = sums;
  }

  /** out = y - onehot, with e = exp(x - max) by the table and y = e / sum of e, per column; not divided by their number. */
  run(logits: Codes, labels: Labels, out: Codes): void {
    const arithmetic = this.#arithmetic;
    const exponentials = this.#exponentials;
    const sums = this.#sums;
    const columns = sums.length;
    const classes = logits.length / columns;
    for (let column = 0; column < columns; column++) {
      const best = logArgMax(arithmetic, logits, { first: column, count: classes, stride: columns });
      const offset = negateCode(arithmetic, logits[best * columns + column]);
      for (let i = column; i < logits.length; i += columns) exponentials[i] = addCodes(arithmetic, logits[i], offset);
    }
    logExponential(arithmetic, exponentials, exponentials);
    this.#summer.columns(exponentials, classes, sums);
    const minusOne = negateCode(arithmetic, arithmetic.one);
    for (let column = 0; column < columns; column++) {
      for (let i = column; i < logits.length; i += columns) out[i] = divideCodes(arithmetic, exponentials[i], sums[column]);
      const own = labels[column] * columns + column;
      out[own] = addCodes(arithmetic, out[own], minusOne);
    }
  }
}
