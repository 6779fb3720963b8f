import { createCodes, nearestEven, type Codes, type NumberFormat } from "@lnsim/contracts";
import type { Batch } from "../batch.ts";
import { copyRuns } from "../layers/copy-runs.ts";
import type { LogTensor } from "./log-tensor.ts";

/** Converts the samples of a batch to codes, in the layout of the input tensor. */
export class LogInput {
  readonly #format: NumberFormat;
  #staged: Codes;

  constructor(format: NumberFormat) {
    this.#format = format;
    this.#staged = createCodes(format.bits, 0);
  }

  load({ inputs, count }: Batch, { values, rows, columns, isTransposed }: LogTensor): void {
    if (isTransposed || rows === 1) return this.#format.encode(inputs, 1, nearestEven, values);
    if (this.#staged.length < values.length) this.#staged = createCodes(this.#format.bits, values.length);
    this.#format.encode(inputs, 1, nearestEven, this.#staged);
    const positions = columns / count;
    const from = { start: 0, planeStep: positions, rowStep: rows * positions, step: 1 };
    const to = { start: 0, planeStep: columns, rowStep: positions, step: 1 };
    copyRuns({ planes: rows, rows: count, count: positions, from, to }, this.#staged, values);
  }
}
