import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, logMultiply, LogSummer, multiplyCodes, negateCode } from "@lnsim/numerics";
import type { LogBatchNorm } from "./batch-norm.ts";
import { sumRows } from "./rows.ts";

/** What a forward pass left. Tensors are features x columns, `inverse` is per feature. */
export interface BatchNormMemory {
  readonly columns: number;
  /** The code of the number of columns. */
  readonly count: number;
  /** x - mean, and that times the inverse deviation. */
  readonly centred: Codes;
  readonly normalized: Codes;
  readonly inverse: Codes;
  /** Scratch. */
  readonly terms: Codes;
}

/** Gradients of the outputs, and where those of the inputs go: null where nobody needs them. */
export interface BatchNormEnds {
  readonly gradient: Codes;
  readonly out: Codes | null;
  /** The code of one over the number of labels. */
  readonly share: number;
}

/**
 * The gradients of batch norm by way of the variance and the mean, as QAA-LNS computes them: with d the gradient, h = scale
 * * d, c the centred input and s the inverse deviation,
 *
 *     dv = sum(h * (c * -1/2) * s^3),  dc = h * s + dv * (c * 2 / n),  dx = dc - sum(dc) / n
 */
export class LogBatchNormGradient {
  readonly #norm: LogBatchNorm;
  readonly #memory: BatchNormMemory;
  readonly #updates: LogSummer;
  readonly #summer: LogSummer;

  constructor(norm: LogBatchNorm, memory: BatchNormMemory) {
    this.#norm = norm;
    this.#memory = memory;
    this.#updates = new LogSummer(norm.context.update);
    this.#summer = new LogSummer(norm.context.backward);
  }

  run({ gradient, out, share }: BatchNormEnds): void {
    const { context, scale, shift } = this.#norm;
    const { update } = context;
    const { normalized, terms, inverse } = this.#memory;
    if (scale !== null && shift !== null) {
      sumRows(update, this.#updates, { values: gradient, factor: share, out: shift.gradient });
      logMultiply(update, gradient, normalized, terms);
      sumRows(update, this.#updates, { values: terms, factor: share, out: scale.gradient });
    }
    if (out !== null) for (let row = 0; row < inverse.length; row++) this.#row(row, gradient, out);
  }

  #row(row: number, gradient: Codes, out: Codes): void {
    const { context, scale, minusHalf, two } = this.#norm;
    const { columns, count, centred, inverse, terms } = this.#memory;
    const { backward } = context;
    const first = row * columns;
    const end = first + columns;
    const run = { first, count: columns, stride: 1 };
    const factor = scale === null ? backward.one : scale.codes[row];
    const s = inverse[row];
    const cube = multiplyCodes(backward, multiplyCodes(backward, s, s), s);
    for (let i = first; i < end; i++) {
      const byCentred = multiplyCodes(backward, multiplyCodes(backward, centred[i], minusHalf), cube);
      terms[i] = multiplyCodes(backward, multiplyCodes(backward, gradient[i], factor), byCentred);
    }
    const byVariance = this.#summer.sum(terms, run);
    for (let i = first; i < end; i++) {
      const direct = multiplyCodes(backward, multiplyCodes(backward, gradient[i], factor), s);
      const slope = divideCodes(backward, multiplyCodes(backward, centred[i], two), count);
      terms[i] = addCodes(backward, direct, multiplyCodes(backward, byVariance, slope));
    }
    const byMean = divideCodes(backward, negateCode(backward, this.#summer.sum(terms, run)), count);
    for (let i = first; i < end; i++) out[i] = addCodes(backward, terms[i], byMean);
  }
}
