import type { NumberFormat } from "@lnsim/contracts";
import { renderTable, type Column } from "./table.ts";

/** One stored code and the value it stands for; `value` is what was encoded. Both may be infinite or NaN. */
export interface CodeRow {
  readonly value?: number;
  readonly code: number;
  /** Sign of the decoded value: -1, 0 or 1; 0 for NaN. */
  readonly sign: number;
  readonly decoded: number;
}

/** Codes as JSON; what JSON has no number for is a text: "Infinity", "-Infinity", "NaN". */
export function codesJson(rows: readonly CodeRow[]): string {
  const asText = (_key: string, value: unknown): unknown => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
  return JSON.stringify(rows, asText, 2);
}

/** Sign of a decoded value, as a row has it. */
export function signOf(decoded: number): number {
  return Math.sign(decoded) || 0;
}

/** Codes as a table, with their bits and, where something was encoded, the relative error. */
export function renderCodes(format: NumberFormat, rows: readonly CodeRow[]): string {
  const hasValues = rows.some(({ value }) => value !== undefined);
  const columns: Column[] = ["code", "bits", "decoded"].map((title) => ({ title, align: "right" }));
  if (hasValues) columns.unshift({ title: "value", align: "right" });
  if (hasValues) columns.push({ title: "error", align: "right" });
  const cells = rows.map(({ value, code, decoded }) => {
    const stored = [String(code), code.toString(2).padStart(format.bits, "0"), String(decoded)];
    return value === undefined ? stored : [String(value), ...stored, relativeError(value, decoded)];
  });
  return renderTable(columns, cells);
}

function relativeError(value: number, decoded: number): string {
  if (Object.is(value, decoded) || value === decoded) return "0";
  if (value === 0 || !Number.isFinite(decoded - value)) return "-";
  return `${(((decoded - value) / value) * 100).toFixed(3)} %`;
}
