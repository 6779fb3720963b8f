import { readFileSync } from "node:fs";
import type { PriceKind } from "../src/index.ts";

/** A file of records: what they have in common, then one row of figures each. */
export interface RecordFile {
  readonly nodeNm: number;
  readonly vdd: number | null;
  readonly kind: PriceKind;
  readonly source: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** One row, by the names of the columns. */
export class Row {
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
export function readRecords(name: string): RecordFile {
  return JSON.parse(readFileSync(new URL(`../tables/records/${name}.json`, import.meta.url), "utf8"));
}

/** The rows of a file. */
export function rowsOf(file: RecordFile): Row[] {
  return file.rows.map((row) => new Row(file.columns, row));
}
