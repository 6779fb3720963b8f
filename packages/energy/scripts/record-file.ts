import { readFileSync } from "node:fs";
import type { PriceKind } from "../src/index.ts";

/** Rows of figures by column. */
export interface RecordRows {
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** A file of records of one source: what they have in common, then one row of figures each. */
export interface RecordFile extends RecordRows {
  readonly nodeNm: number;
  readonly vdd: number | null;
  readonly kind: PriceKind;
  readonly source: string;
}

/** A file whose rows name a source each. */
export interface CitedRecordFile extends RecordRows {
  readonly sources: { readonly [key: string]: string };
}

/** One row, by the names of the columns. */
class Row {
  readonly #figures: ReadonlyMap<string, string | number | boolean | null>;

  constructor(columns: readonly string[], figures: RecordFile["rows"][number]) {
    this.#figures = new Map(columns.map((column, index) => [column, figures[index]!]));
  }

  number(column: string): number {
    return Number(this.#figures.get(column));
  }

  numberOrNull(column: string): number | null {
    return this.#figures.get(column) === null ? null : this.number(column);
  }

  text(column: string): string {
    return String(this.#figures.get(column));
  }

  is(column: string): boolean {
    return this.#figures.get(column) === true;
  }
}

/** Reads a file of `tables/records`. */
export function readRecords(name: "datapaths" | "sram" | "operations"): RecordFile;
export function readRecords(name: "dram"): CitedRecordFile;
export function readRecords(name: string): RecordRows {
  return JSON.parse(readFileSync(new URL(`../tables/records/${name}.json`, import.meta.url), "utf8"));
}

/** The rows of a file. */
export function rowsOf(file: RecordRows): Row[] {
  return file.rows.map((row) => new Row(file.columns, row));
}
