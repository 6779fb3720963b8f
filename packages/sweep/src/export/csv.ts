import type { Row } from "../row.ts";
import { exportTable } from "./export-table.ts";

/** Rows as CSV (RFC 4180, with line feeds); what a row has not is empty. */
export function csvOf(rows: readonly Row[]): string {
  const table = exportTable(rows);
  const header = table.map(({ name }) => field(name)).join(",");
  const lines = rows.map((_, at) => table.map(({ values }) => field(values[at] ?? "")).join(","));
  return `${[header, ...lines].join("\n")}\n`;
}

function field(value: string | number | boolean): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
