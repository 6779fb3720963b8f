import { createRequire } from "node:module";
import { readCatalog, type CatalogEntry } from "@lnsim/trace";

/** The package.json of the traces that ship with lnsim; their data sets are its dependencies. */
export function tracesPackage(): string {
  return createRequire(import.meta.url).resolve("@lnsim/traces/package.json");
}

/** The value traces that ship with lnsim as files. */
export function shippedTraces(): readonly CatalogEntry[] {
  return readCatalog(createRequire(import.meta.url).resolve("@lnsim/traces/catalog.json"));
}
