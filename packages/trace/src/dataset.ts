import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { datasetError, readIdxFile, type IdxArray } from "./idx-file.ts";
import type { DatasetReference } from "./schema.ts";

/** Labelled images; nothing in here is to be written. */
export interface Samples {
  readonly count: number;
  /** count x features bytes, row-major. */
  readonly images: Uint8Array;
  /** One class number per image. */
  readonly labels: Uint8Array;
}

/** A data set for classification, in memory. */
export interface Dataset {
  /** Values per image. */
  readonly features: number;
  /** One more than the largest label. */
  readonly classes: number;
  readonly train: Samples;
  readonly test: Samples;
  /** SHA-256 in hexadecimal of each unpacked file, by its name without ".gz". */
  readonly sha256: { readonly [file: string]: string };
}

const parts = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
} as const;

/**
 * Loads the four idx files of MNIST and its relatives from `folder`; each may be gzipped (with ".gz" at the end of its
 * name). With `expected`, the checksums have to be those a trace was recorded with.
 * Throws `file-not-found`, `file-unreadable` or `dataset-invalid`.
 */
export function loadDataset(folder: string, expected?: DatasetReference): Dataset {
  const sha256: Record<string, string> = {};
  const load = (file: string, dimensions: 1 | 3): IdxArray => {
    const plain = join(folder, file);
    const path = !existsSync(plain) && existsSync(`${plain}.gz`) ? `${plain}.gz` : plain;
    const array = readIdxFile(path, dimensions);
    sha256[file] = createHash("sha256").update(array.bytes).digest("hex");
    const wanted = expected?.sha256[file];
    if (wanted !== undefined && wanted !== sha256[file]) throw datasetError(path, `SHA-256 ${sha256[file]}`, `${wanted}, as recorded in the trace`);
    return array;
  };
  const loadPart = (part: keyof typeof parts): Samples & { features: number } => {
    const { images, labels } = parts[part];
    return pair(join(folder, labels), load(images, 3), load(labels, 1));
  };

  const train = loadPart("train");
  const test = loadPart("test");
  if (test.features !== train.features) {
    throw datasetError(join(folder, parts.test.images), `${test.features} values an image`, `${train.features}, as in the training images`);
  }
  return { features: train.features, classes: countClasses(train, test), train, test, sha256 };
}

function pair(labelPath: string, images: IdxArray, labels: IdxArray): Samples & { features: number } {
  const count = images.shape[0]!;
  if (count === 0 || labels.shape[0] !== count) throw datasetError(labelPath, `${labels.shape[0]} labels`, `${count}, one an image`);
  return { count, images: images.data, labels: labels.data, features: images.shape[1]! * images.shape[2]! };
}

function countClasses(...all: readonly Samples[]): number {
  let largest = 0;
  for (const { labels } of all) for (const label of labels) if (label > largest) largest = label;
  return largest + 1;
}
