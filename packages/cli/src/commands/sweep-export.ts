import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { exportRows, openStore, type ExportFormat } from "@lnsim/sweep";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { storeName } from "../sweep/store-name.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep export`. */
export interface SweepExportInput {
  readonly store?: string;
  readonly to: ExportFormat;
  readonly out?: string;
}

/** `lnsim sweep export` */
export const sweepExport: Handler<SweepExportInput> = async ({ store: file, to, out }, terminal) => {
  if (file === undefined) throw noStore();
  if (to === "parquet" && out === undefined) throw noText();
  if (out !== undefined) requireWritable(resolve(out));
  const store = openStore(storeName(file), { create: false });
  try {
    const found = await exportRows(store.rows(), to);
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

function noText(): LnsimError {
  return new LnsimError({ code: "missing-value", message: "Parquet is no text that could be printed", path: "--out", expected: "-o FILE.parquet" });
}
