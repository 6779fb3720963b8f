import type { TensorShape } from "../model.ts";
import type { Labels, Samples } from "./dataset.ts";

/** How windows lie on a text. */
export interface Windows {
  /** Characters of a window. */
  readonly length: number;
  /** Sample number `i` starts at character i * spacing. */
  readonly spacing: number;
  /** Fewer windows than fit. */
  readonly most?: number;
}

/** Windows of a text; sample numbers are where they start, over the spacing. */
export class TextSamples implements Samples {
  readonly count: number;
  readonly stride: number;
  readonly labelsPerSample: number;
  readonly #tokens: Uint16Array;
  readonly #spacing: number;

  /** `tokens` are the text's and are kept, not copied. */
  constructor(tokens: Uint16Array, { length, spacing, most = Infinity }: Windows) {
    this.#tokens = tokens;
    this.#spacing = spacing;
    this.labelsPerSample = length;
    this.stride = Math.ceil(length / spacing);
    this.count = Math.max(0, Math.min(most, Math.floor((tokens.length - 1 - length) / spacing) + 1));
  }

  readInputs(indices: Uint32Array, _shape: TensorShape, out: Float32Array | Float64Array): void {
    this.#copy(indices, 0, out);
  }

  readLabels(indices: Uint32Array, out: Labels): void {
    this.#copy(indices, 1, out);
  }

  #copy(indices: Uint32Array, shift: number, out: Float32Array | Float64Array | Labels): void {
    const length = this.labelsPerSample;
    for (let sample = 0, to = 0; sample < indices.length; sample++) {
      let from = indices[sample]! * this.#spacing + shift;
      for (const end = to + length; to < end; to++, from++) out[to] = this.#tokens[from]!;
    }
  }
}
