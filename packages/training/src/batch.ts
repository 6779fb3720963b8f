import type { Reals } from "@lnsim/contracts";
import type { ImageSamples as Samples } from "@lnsim/trace";

/** Samples to train or evaluate on at once. */
export interface Batch {
  readonly count: number;
  /** count x features, row-major. */
  readonly inputs: Reals;
  /** Class numbers. */
  readonly labels: Uint8Array;
}

/** Collects batches of images from a data set, pixels as value / 255; the arrays of a size are used again. */
export class BatchLoader {
  readonly #samples: Samples;
  readonly #features: number;
  readonly #batches = new Map<number, { readonly count: number; readonly inputs: Float32Array; readonly labels: Uint8Array }>();

  constructor(samples: Samples, features: number) {
    this.#samples = samples;
    this.#features = features;
  }

  /** The samples with these numbers; valid until the next call for as many. */
  load(indices: Uint32Array): Batch {
    const features = this.#features;
    const { images, labels } = this.#samples;
    let batch = this.#batches.get(indices.length);
    if (batch === undefined) {
      batch = { count: indices.length, inputs: new Float32Array(indices.length * features), labels: new Uint8Array(indices.length) };
      this.#batches.set(indices.length, batch);
    }
    for (let i = 0, to = 0; i < indices.length; i++) {
      batch.labels[i] = labels[indices[i]];
      for (let from = indices[i] * features, end = from + features; from < end; from++, to++) batch.inputs[to] = images[from] / 255;
    }
    return batch;
  }
}
