import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, resolve } from "node:path";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { readCatalog, type CatalogEntry } from "@lnsim/trace";

/** The package.json of the traces that ship with lnsim; their data sets are its dependencies. */
export function tracesPackage(): string {
  return createRequire(import.meta.url).resolve("@lnsim/traces/package.json");
}

/** The traces that ship with lnsim. */
export function listTraces(): readonly CatalogEntry[] {
  return readCatalog(createRequire(import.meta.url).resolve("@lnsim/traces/catalog.json"));
}

/**
 * The file of a trace: of a shipped one by name, else the path as it is.
 *
 * @throws {LnsimError} code "unknown-name" (with the nearest name) or "file-not-found".
 */
export function traceFile(nameOrFile: string, folder: string): string {
  const isFile = extname(nameOrFile) !== "" || /[\\/]/.test(nameOrFile);
  if (isFile) {
    const file = resolve(folder, nameOrFile);
    if (existsSync(file)) return file;
    throw new LnsimError({ code: "file-not-found", message: `there is no trace file ${nameOrFile}`, path: file });
  }
  const traces = listTraces();
  const shipped = traces.find(({ name }) => name === nameOrFile);
  if (shipped !== undefined) return shipped.path;
  const names = traces.map(({ name }) => name);
  const nearest = nearestName(nameOrFile, names);
  throw new LnsimError({
    code: "unknown-name",
    message: `there is no trace "${nameOrFile}"`,
    found: nameOrFile,
    expected: names.join(", "),
    ...(nearest !== undefined && { nearest }),
    remedy: `"lnsim trace list" lists the shipped ones; a file is named with its extension, such as ./mine.lntrace`,
  });
}
