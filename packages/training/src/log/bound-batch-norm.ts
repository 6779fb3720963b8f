import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, logAddConstant, logReciprocal, logSquareRoot, LogSummer, multiplyCodes, negateCode } from "@lnsim/numerics";
import type { BoundNode } from "../graph/graph-node.ts";
import { tooFewValues } from "../layers/normalization/batch-norm.ts";
import type { LogBatchNorm } from "./batch-norm.ts";
import { batchNormGradient } from "./batch-norm-gradient.ts";
import type { LogNodeTensors } from "./log-node.ts";

/**
 * Batch norm on one batch size, every product and sum a code: mean = sum / n; variance = sum of squares / n; inverse
 * deviation = 1 / sqrt(variance + epsilon), by a shift and a negation; out = (x - mean) * inverse * scale + shift.
 */
export class BoundLogBatchNorm implements BoundNode {
  readonly #norm: LogBatchNorm;
  readonly #tensors: LogNodeTensors;
  readonly #summer: LogSummer;
  readonly #count: number;
  /** n / (n - 1), which makes a variance unbiased. */
  readonly #correction: number;
  readonly #mean: Codes;
  readonly #variance: Codes;
  readonly #inverse: Codes;
  /** x - mean, and that times the inverse deviation. */
  readonly #centred: Codes;
  readonly #normalized: Codes;
  readonly #terms: Codes;

  constructor(norm: LogBatchNorm, tensors: LogNodeTensors) {
    const { context, isTraining } = norm;
    const { rows, columns } = tensors.output;
    const length = isTraining ? rows * columns : 0;
    this.#norm = norm;
    this.#tensors = tensors;
    this.#summer = new LogSummer(context.forward);
    this.#count = context.constant(columns);
    this.#correction = context.constant(columns / (columns - 1));
    this.#mean = context.codes(rows);
    this.#variance = context.codes(rows);
    this.#inverse = context.codes(rows);
    this.#centred = context.codes(length);
    this.#normalized = context.codes(length);
    this.#terms = context.codes(length);
  }

  forward(): void {
    const { isTraining, running, context, epsilon } = this.#norm;
    const { output } = this.#tensors;
    if (isTraining && output.columns < 2) throw tooFewValues();
    if (isTraining) {
      this.#measure();
      this.#updateRunning();
    }
    logAddConstant(context.forward, isTraining ? this.#variance : running.variance, epsilon, this.#inverse);
    logSquareRoot(context.forward, this.#inverse, this.#inverse);
    logReciprocal(context.forward, this.#inverse, this.#inverse);
    for (let row = 0; row < output.rows; row++) this.#normalizeRow(row, isTraining ? this.#mean : running.mean);
  }

  backward(): void {
    const { context, scale, shift } = this.#norm;
    const { inputs, output, share } = this.#tensors;
    const [input] = inputs;
    batchNormGradient({
      context,
      columns: output.columns,
      count: this.#count,
      share,
      scale,
      shift,
      centred: this.#centred,
      normalized: this.#normalized,
      inverse: this.#inverse,
      gradient: output.gradient,
      terms: this.#terms,
      out: input.needsGradient ? input.contribution : null,
    });
    if (input.needsGradient) input.contribute();
  }

  /** Means and variances over the batch, and the centred input. */
  #measure(): void {
    const { forward } = this.#norm.context;
    const { inputs, output } = this.#tensors;
    const { rows, columns } = output;
    const x = inputs[0].values;
    this.#summer.rows(x, columns, this.#mean);
    for (let row = 0, i = 0; row < rows; row++) {
      this.#mean[row] = divideCodes(forward, this.#mean[row], this.#count);
      const offset = negateCode(forward, this.#mean[row]);
      for (const end = i + columns; i < end; i++) {
        this.#centred[i] = addCodes(forward, x[i], offset);
        this.#terms[i] = multiplyCodes(forward, this.#centred[i], this.#centred[i]);
      }
    }
    this.#summer.rows(this.#terms, columns, this.#variance);
    for (let row = 0; row < rows; row++) this.#variance[row] = divideCodes(forward, this.#variance[row], this.#count);
  }

  #updateRunning(): void {
    const { context, running, kept, brought } = this.#norm;
    const { forward } = context;
    const mix = (old: number, given: number): number => addCodes(forward, multiplyCodes(forward, old, kept), multiplyCodes(forward, given, brought));
    for (let row = 0; row < running.mean.length; row++) {
      running.mean[row] = mix(running.mean[row], this.#mean[row]);
      running.variance[row] = mix(running.variance[row], multiplyCodes(forward, this.#variance[row], this.#correction));
    }
  }

  #normalizeRow(row: number, means: Codes): void {
    const { context, isTraining, scale, shift } = this.#norm;
    const { forward } = context;
    const { inputs, output } = this.#tensors;
    const x = inputs[0].values;
    const offset = negateCode(forward, means[row]);
    const inverse = this.#inverse[row];
    const factor = scale === null ? forward.one : scale.codes[row];
    const summand = shift === null ? forward.zero : shift.codes[row];
    const end = (row + 1) * output.columns;
    for (let i = row * output.columns; i < end; i++) {
      const normalized = multiplyCodes(forward, addCodes(forward, x[i], offset), inverse);
      if (isTraining) this.#normalized[i] = normalized;
      output.values[i] = addCodes(forward, multiplyCodes(forward, normalized, factor), summand);
    }
  }
}
