import { columnNamed } from "../look/column.ts";
import { compareNaturally } from "../plot/natural-order.ts";
import { picturedAxis, type PlotAxis } from "../plot/plot-axis.ts";
import type { Row } from "../row.ts";
import { markdownTable } from "./markdown.ts";

const digits = 4;

/**
 * Rows as a Markdown table for a document: the start of the id, then these axes and figures. Figures are in the units that
 * pictures have, whole ones whole and others with four digits; rows are in the order of the axes.
 *
 * @throws {LnsimError} code "unknown-name" for a column that there is none of
 */
export function documentTable(rows: readonly Row[], names: readonly string[]): string {
  const columns = names.map((name) => picturedAxis(columnNamed(name, rows, "--columns"), rows, "linear"));
  const axes = columns.filter(({ column }) => column.figure === null);
  const sorted = rows.toSorted((a, b) => firstDifference(axes, a, b) || (a.id < b.id ? -1 : 1));
  return markdownTable(
    ["id", ...columns.map(({ label }) => label)],
    ["left", ...columns.map(({ isNumeric }) => (isNumeric ? "right" : "left"))],
    sorted.map((row) => [row.id.slice(0, 12), ...columns.map((column) => cellOf(column, row))]),
  );
}

function cellOf(axis: PlotAxis, row: Row): string {
  if (axis.column.figure === null) return axis.nameOf(row).replace(/^-$/, "");
  const value = axis.numberOf(row);
  if (Number.isNaN(value)) return "";
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(digits)));
}

/** By the first axis on which two rows differ, in its order. */
function firstDifference(axes: readonly PlotAxis[], a: Row, b: Row): number {
  for (const axis of axes) {
    const order = axis.isNumeric ? byNumber(axis.numberOf(a), axis.numberOf(b)) : compareNaturally(axis.nameOf(a), axis.nameOf(b));
    if (order !== 0) return order;
  }
  return 0;
}

function byNumber(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
