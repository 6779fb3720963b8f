import type { TensorShape } from "../model.ts";
import type { Labels, Samples } from "./dataset.ts";

/** Labelled images; the arrays are not to be written. */
export class ImageSamples implements Samples {
  readonly count: number;
  readonly stride = 1;
  readonly labelsPerSample = 1;
  /** count x values bytes, row-major. */
  readonly images: Uint8Array;
  /** One class number per image. */
  readonly labels: Uint8Array;

  constructor(images: Uint8Array, labels: Uint8Array) {
    this.count = labels.length;
    this.images = images;
    this.labels = labels;
  }

  readInputs(indices: Uint32Array, { features, height, width }: TensorShape, out: Float32Array | Float64Array): void {
    const { images } = this;
    const positions = height * width;
    const values = features * positions;
    const columns = indices.length * positions;
    for (let sample = 0; sample < indices.length; sample++) {
      let from = indices[sample]! * values;
      for (let feature = 0; feature < features; feature++) {
        let to = feature * columns + sample * positions;
        for (const end = from + positions; from < end; from++, to++) out[to] = images[from]! / 255;
      }
    }
  }

  readLabels(indices: Uint32Array, out: Labels): void {
    for (let i = 0; i < indices.length; i++) out[i] = this.labels[indices[i]!]!;
  }
}
