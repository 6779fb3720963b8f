import type { InputSpec, TensorShape } from "../model.ts";
import type { ImageSamples } from "./image-samples.ts";
import type { TextSamples } from "./text-samples.ts";

/** The samples of one part of a data set, by number. */
export interface Samples {
  /** Samples have the numbers 0 to count - 1. */
  readonly count: number;
  /** Samples so far apart share nothing: 1, but for windows that start at every character of a text. */
  readonly stride: number;
  /** Labels of one sample: 1 of an image, one a position of a text. */
  readonly labelsPerSample: number;
  /**
   * Writes the samples with these numbers to `out` as the tensor that a network reads: `shape.features` x
   * (indices.length * height * width), row-major. Images in [0, 1] (byte / 255); texts as token numbers. `shape` may be
   * another one of as many values: they keep their order.
   */
  readInputs(indices: Uint32Array, shape: TensorShape, out: Float32Array | Float64Array): void;
  /** Writes their class numbers, in the order of the tensor's columns. */
  readLabels(indices: Uint32Array, out: Labels): void;
}

/** Class numbers. */
export type Labels = Uint8Array | Uint16Array | Uint32Array;

interface DatasetBase {
  /** What one sample is. */
  readonly input: InputSpec;
  /** One more than the largest label. */
  readonly classes: number;
  /** SHA-256 in hexadecimal of each unpacked file, by its name without ".gz". */
  readonly sha256: { readonly [file: string]: string };
}

/** Labelled images, in memory. */
export interface ImageDataset extends DatasetBase {
  readonly kind: "images";
  readonly train: ImageSamples;
  readonly test: ImageSamples;
}

/** A text for a model of its characters, in memory: every window's labels are the characters after each of its own. */
export interface TextDataset extends DatasetBase {
  readonly kind: "text";
  /** The distinct characters in the order of their code points; a token is a place in it. */
  readonly vocabulary: readonly string[];
  readonly train: TextSamples;
  readonly test: TextSamples;
}

/** A data set that a network can be trained on. */
export type Dataset = ImageDataset | TextDataset;
