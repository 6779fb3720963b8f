import { readFileSync } from "node:fs";

/** A file of records: what they have in common, then one row of figures each. */
export interface RecordFile {
  readonly nodeNm: number;
  readonly vdd: number | null;
  readonly kind: string;
  readonly source: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** One row, by the names of the columns. */
export type Row = { readonly [column: string]: any };

/** Reads a file of `tables/records`. */
export function readRecords(name: string): RecordFile {
  return JSON.parse(readFileSync(new URL(`../tables/records/${name}.json`, import.meta.url), "utf8"));
}

/** The rows of a file as objects. */
export function rowsOf(file: RecordFile): Row[] {
  return file.rows.map((row) => Object.fromEntries(file.columns.map((column, index) => [column, row[index]])));
}
