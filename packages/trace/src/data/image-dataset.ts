import { existsSync } from "node:fs";
import { join } from "node:path";
import type { InputSpec } from "../model.ts";
import type { DatasetReference } from "../schema.ts";
import { datasetError } from "./dataset-error.ts";
import { Checksums } from "./dataset-files.ts";
import type { ImageDataset } from "./dataset.ts";
import { readIdxFile, type IdxArray } from "./idx-file.ts";
import { ImageSamples } from "./image-samples.ts";

/** The four idx files of MNIST and its relatives. */
export const idxFiles = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
} as const;

/** Loads the four idx files from `folder`; each may be gzipped. Throws as `loadDataset`. */
export function loadImages(folder: string, expected: DatasetReference | undefined): ImageDataset {
  const checksums = new Checksums(expected);
  const load = (file: string, dimensions: 1 | 3): IdxArray => {
    const plain = join(folder, file);
    const path = !existsSync(plain) && existsSync(`${plain}.gz`) ? `${plain}.gz` : plain;
    const array = readIdxFile(path, dimensions);
    checksums.add(file, array.bytes, path);
    return array;
  };
  const loadPart = (part: keyof typeof idxFiles): Part => {
    const { images, labels } = idxFiles[part];
    return pair(join(folder, labels), load(images, 3), load(labels, 1));
  };

  const train = loadPart("train");
  const test = loadPart("test");
  if (test.height !== train.height || test.width !== train.width) {
    const size = ({ height, width }: Part): string => `images of ${height} x ${width} pixels`;
    throw datasetError(join(folder, idxFiles.test.images), size(test), `${size(train)}, as in the training images`);
  }
  const input: InputSpec = { kind: "image", features: 1, height: train.height, width: train.width };
  return createImageDataset(input, { train: train.samples, test: test.samples }, checksums.sha256);
}

/** A data set of images of shape `input`, values in row-major order of (features, height, width). */
export function createImageDataset(
  input: InputSpec,
  { train, test }: { readonly train: ImageSamples; readonly test: ImageSamples },
  sha256: ImageDataset["sha256"],
): ImageDataset {
  return { kind: "images", input, classes: countClasses(train, test), train, test, sha256 };
}

interface Part {
  readonly samples: ImageSamples;
  readonly height: number;
  readonly width: number;
}

function pair(labelPath: string, images: IdxArray, labels: IdxArray): Part {
  const [count, height, width] = images.shape;
  if (count === 0 || labels.shape[0] !== count) throw datasetError(labelPath, `${labels.shape[0]} labels`, `${count}, one an image`);
  return { samples: new ImageSamples(images.data, labels.data), height: height!, width: width! };
}

function countClasses(...all: readonly ImageSamples[]): number {
  let largest = 0;
  for (const { labels } of all) for (const label of labels) if (label > largest) largest = label;
  return largest + 1;
}
