import type { Reals } from "@lnsim/contracts";
import type { Labels, Samples, TensorShape } from "@lnsim/trace";

/** Samples to train or evaluate on at once. */
export interface Batch {
  readonly count: number;
  /** One sample after the other, each features x height x width; tokens as their numbers. */
  readonly inputs: Reals;
  /** Class numbers, one for every column of the network's output. */
  readonly labels: Labels;
}

/** Collects batches from a data set; the arrays of a size are used again. */
export class BatchLoader {
  readonly #samples: Samples;
  /** One row, so that samples stay one after the other. */
  readonly #row: TensorShape;
  readonly #batches = new Map<number, { readonly count: number; readonly inputs: Float32Array; readonly labels: Uint16Array }>();

  constructor(samples: Samples, { features, height, width }: TensorShape) {
    this.#samples = samples;
    this.#row = { features: 1, height: 1, width: features * height * width };
  }

  /** The samples with these numbers; valid until the next call for as many. */
  load(indices: Uint32Array): Batch {
    const count = indices.length;
    let batch = this.#batches.get(count);
    if (batch === undefined) {
      const labels = new Uint16Array(count * this.#samples.labelsPerSample);
      batch = { count, inputs: new Float32Array(count * this.#row.width), labels };
      this.#batches.set(count, batch);
    }
    this.#samples.readInputs(indices, this.#row, batch.inputs);
    this.#samples.readLabels(indices, batch.labels);
    return batch;
  }
}
