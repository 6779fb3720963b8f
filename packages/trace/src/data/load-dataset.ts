import type { InputSpec } from "../model.ts";
import type { DatasetReference } from "../schema.ts";
import { datasetError } from "./dataset-error.ts";
import { readNames } from "./dataset-files.ts";
import type { Dataset } from "./dataset.ts";
import { idxFiles, loadImages } from "./image-dataset.ts";
import { loadText } from "./text-dataset.ts";
import { textFiles } from "./text-files.ts";

/** What a trace says of its data. */
export interface ExpectedData {
  /** The checksums have to be these. */
  readonly reference: DatasetReference;
  /** A text is cut into windows of its width. */
  readonly input: InputSpec;
}

/**
 * Loads a data set from `folder`: images from the four idx files of MNIST and its relatives, each gzipped (with ".gz" at
 * the end of its name) or not; a text from chapter_N.json or .txt files. With `expected`, the files have to be those a
 * trace was recorded with.
 * Throws `file-not-found`, `file-unreadable` or `dataset-invalid`.
 */
export function loadDataset(folder: string, expected?: ExpectedData): Dataset {
  const names = expected === undefined ? readNames(folder) : Object.keys(expected.reference.sha256);
  if (names.some(isIdxFile)) return loadImages(folder, expected?.reference);
  if (textFiles(names).length > 0) return loadText(folder, expected?.reference, expected?.input.width);
  throw datasetError(folder, "neither images nor text", `idx files such as ${idxFiles.train.images}, gzipped or not, or .txt files`);
}

function isIdxFile(name: string): boolean {
  const files: readonly string[] = Object.values(idxFiles).flatMap(({ images, labels }) => [images, labels]);
  return files.includes(name.replace(/\.gz$/, ""));
}
