import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, logAddConstant, logReciprocal, logSquareRoot, LogSummer, multiplyCodes, negateCode } from "@lnsim/numerics";
import type { BoundNode } from "../graph/graph-node.ts";
import { tooFewValues } from "../layers/normalization/batch-norm.ts";
import type { LogBatchNorm } from "./batch-norm.ts";
import { LogBatchNormGradient, type BatchNormMemory } from "./batch-norm-gradient.ts";
import type { LogNodeTensors } from "./log-node.ts";

/**
 * Batch norm on one batch size, every product and sum a code: mean = sum / n; variance = sum of squares / n; inverse
 * deviation = 1 / sqrt(variance + epsilon), by a shift and a negation; out = (x - mean) * inverse * scale + shift.
 */
export class BoundLogBatchNorm implements BoundNode {
  readonly #norm: LogBatchNorm;
  readonly #tensors: LogNodeTensors;
  readonly #summer: LogSummer;
  readonly #memory: BatchNormMemory;
  readonly #gradient: LogBatchNormGradient;
  /** n / (n - 1), which makes a variance unbiased. */
  readonly #correction: number;
  readonly #mean: Codes;
  readonly #variance: Codes;

  constructor(norm: LogBatchNorm, tensors: LogNodeTensors) {
    const { context, isTraining } = norm;
    const { rows, columns } = tensors.output;
    const codes = (): Codes => context.codes(isTraining ? rows * columns : 0);
    this.#norm = norm;
    this.#tensors = tensors;
    this.#summer = new LogSummer(context.forward);
    this.#memory = { columns, count: context.constant(columns), centred: codes(), normalized: codes(), inverse: context.codes(rows), terms: codes() };
    this.#gradient = new LogBatchNormGradient(norm, this.#memory);
    this.#correction = context.constant(columns / (columns - 1));
    this.#mean = context.codes(rows);
    this.#variance = context.codes(rows);
  }

  forward(): void {
    const { isTraining, running, context, epsilon } = this.#norm;
    const { output } = this.#tensors;
    if (isTraining && output.columns < 2) throw tooFewValues();
    if (isTraining) {
      this.#measure();
      this.#updateRunning();
    }
    const { inverse } = this.#memory;
    logAddConstant(context.forward, isTraining ? this.#variance : running.variance, epsilon, inverse);
    logSquareRoot(context.forward, inverse, inverse);
    logReciprocal(context.forward, inverse, inverse);
    for (let row = 0; row < output.rows; row++) this.#normalizeRow(row, isTraining ? this.#mean : running.mean);
  }

  backward(): void {
    const { inputs, output, share } = this.#tensors;
    const [input] = inputs;
    this.#gradient.run({ gradient: output.gradient, out: input.needsGradient ? input.contribution : null, share });
    if (input.needsGradient) input.contribute();
  }

  /** Means and variances over the batch, and the centred input. */
  #measure(): void {
    const { forward } = this.#norm.context;
    const { inputs, output } = this.#tensors;
    const { rows, columns } = output;
    const { count, centred, terms } = this.#memory;
    const x = inputs[0].values;
    this.#summer.rows(x, columns, this.#mean);
    for (let row = 0, i = 0; row < rows; row++) {
      this.#mean[row] = divideCodes(forward, this.#mean[row], count);
      const offset = negateCode(forward, this.#mean[row]);
      for (const end = i + columns; i < end; i++) {
        centred[i] = addCodes(forward, x[i], offset);
        terms[i] = multiplyCodes(forward, centred[i], centred[i]);
      }
    }
    this.#summer.rows(terms, columns, this.#variance);
    for (let row = 0; row < rows; row++) this.#variance[row] = divideCodes(forward, this.#variance[row], count);
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
    const { normalized } = this.#memory;
    const x = inputs[0].values;
    const offset = negateCode(forward, means[row]);
    const inverse = this.#memory.inverse[row];
    const factor = scale === null ? forward.one : scale.codes[row];
    const summand = shift === null ? forward.zero : shift.codes[row];
    const end = (row + 1) * output.columns;
    for (let i = row * output.columns; i < end; i++) {
      const scaled = multiplyCodes(forward, addCodes(forward, x[i], offset), inverse);
      if (isTraining) normalized[i] = scaled;
      output.values[i] = addCodes(forward, multiplyCodes(forward, scaled, factor), summand);
    }
  }
}
