import { parquetWriteBuffer, type BasicType } from "hyparquet-writer";
import { figureNamed } from "../figures.ts";
import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";
import { exportTable, type ExportColumn } from "./export-table.ts";

/** Rows as a Parquet file: numbers are doubles, an axis of mixed values is text, and the units of figures are in its metadata. */
export function parquetOf(rows: readonly Row[]): Uint8Array {
  const table = exportTable(rows);
  const units = table.flatMap(({ name, kind }) => (kind === "figure" ? [{ key: `unit.${name}`, value: figureNamed(name)!.unit }] : []));
  return new Uint8Array(parquetWriteBuffer({ columnData: table.map(columnOf), kvMetadata: units, createdBy: "lnsim" }));
}

function columnOf({ name, values }: ExportColumn) {
  const type = typeOf(values);
  const data = type === "STRING" ? values.map((value) => (value === null ? null : String(value))) : [...values];
  return { name, data, type, nullable: values.includes(null) };
}

function typeOf(values: readonly (Scalar | null)[]): BasicType {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size !== 1) return "STRING";
  return kinds.has("number") ? "DOUBLE" : kinds.has("boolean") ? "BOOLEAN" : "STRING";
}
