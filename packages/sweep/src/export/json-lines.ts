import type { Row } from "../row.ts";

/** Rows as JSON, one a line, as they are kept. */
export function jsonLinesOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
