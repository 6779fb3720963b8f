import type { Row } from "../row.ts";
import { csvOf } from "./csv.ts";
import { jsonLinesOf } from "./json-lines.ts";
import { markdownOf } from "./markdown.ts";

/** What rows can be exported as. */
export const exportFormats = ["csv", "jsonl", "md", "parquet"] as const;

/** One of {@link exportFormats}. */
export type ExportFormat = (typeof exportFormats)[number];

/** Rows in a format, as text or, of Parquet, as bytes; sorted by id, so that equal results are equal bytes. */
export async function exportRows(rows: Iterable<Row>, format: ExportFormat): Promise<string | Uint8Array> {
  const sorted = [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  switch (format) {
    case "csv":
      return csvOf(sorted);
    case "jsonl":
      return jsonLinesOf(sorted);
    case "md":
      return markdownOf(sorted);
    case "parquet":
      return (await import("./parquet.ts")).parquetOf(sorted);
  }
}
