import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { documentTable, exportRows, openStore, type ExportFormat } from "@lnsim/sweep";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { storeName } from "../sweep/store-name.ts";
import type { Handler } from "./handler.ts";
import { parseNames } from "./parse-names.ts";

/** Input of `lnsim sweep export`. */
export interface SweepExportInput {
  readonly store?: string;
  readonly to: ExportFormat;
  readonly columns?: string;
  readonly out?: string;
}

/** `lnsim sweep export` */
export const sweepExport: Handler<SweepExportInput> = async ({ store: file, to, columns, out }, terminal) => {
  if (file === undefined) throw noStore();
  if (to === "parquet" && out === undefined) throw noText();
  if (columns !== undefined && to !== "md") throw noDocument(to);
  if (out !== undefined) requireWritable(resolve(out));
  const store = openStore(storeName(file), { create: false });
  try {
    const found = columns === undefined ? await exportRows(store.rows(), to) : documentTable([...store.rows()], parseNames(columns));
    if (out !== undefined) writeWhole(resolve(out), found);
    else if (found !== "") await terminal.print(String(found));
  } finally {
    store.close();
  }
  return 0;
};

function noStore(): LnsimError {
  return new LnsimError({ code: "missing-value", message: "the results of which sweep", path: "--store", remedy: "name the file of its results, or the URL of its database: --store FILE" });
}

function noDocument(to: ExportFormat): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "columns are chosen for a table in a document; other exports have them all", path: "--columns", found: `--to ${to}`, expected: "--to md" });
}

function noText(): LnsimError {
  return new LnsimError({ code: "missing-value", message: "Parquet is no text that could be printed", path: "--out", expected: "-o FILE.parquet" });
}
