import { figureNamed } from "../figures.ts";
import { axisColumn, figureColumn, labelOf } from "../look/column.ts";
import type { Row } from "../row.ts";
import { exportTable, type ExportColumn } from "./export-table.ts";

/** Axes and figures of rows as a Markdown table, with units; ids are cut to 12 digits. */
export function markdownOf(rows: readonly Row[]): string {
  const [id, ...rest] = exportTable(rows);
  const columns = rest.filter(({ kind }) => kind !== "about");
  const header = ["id", ...columns.map(titleOf)];
  const sides = columns.map(({ values }) => (values.every((value) => typeof value !== "string") ? ("right" as const) : ("left" as const)));
  const lines = rows.map((_, at) => [String(id!.values[at]).slice(0, 12), ...columns.map(({ values }) => String(values[at] ?? ""))]);
  return markdownTable(header, ["left", ...sides], lines);
}

/** A Markdown table. @param sides where the cells of each column stand */
export function markdownTable(header: readonly string[], sides: readonly ("left" | "right")[], lines: readonly (readonly string[])[]): string {
  const rule = sides.map((side) => (side === "right" ? "---:" : "---"));
  return [header, rule, ...lines].map((cells) => `| ${cells.map(escaped).join(" | ")} |\n`).join("");
}

function titleOf({ name, kind }: ExportColumn): string {
  return labelOf(kind === "figure" ? figureColumn(figureNamed(name)!) : axisColumn(name));
}

function escaped(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
}
