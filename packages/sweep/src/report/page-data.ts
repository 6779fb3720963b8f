import type { Scalar } from "../point.ts";
import { rowNamer } from "../plot/row-name.ts";
import type { Row } from "../row.ts";
import type { PageColumn } from "./page-column.ts";

/** What the page's script works on. */
export interface PageData {
  readonly columns: readonly ColumnData[];
  readonly rows: readonly RowData[];
  /** Keys of the columns of the parallel coordinates, from left to right. */
  readonly parallel: readonly string[];
  /** Keys that are shown first. */
  readonly x: string;
  readonly y: string;
  readonly colour: string;
}

/** A column: its fields in a Vega-Lite specification, and its labels in parallel coordinates. */
export interface ColumnData {
  readonly key: string;
  readonly name: string;
  readonly position: object;
  readonly colour: object;
  readonly canZoom: boolean;
  readonly ticks: PageColumn["ticks"];
}

/** A row: a value per column's key, and a place along each column's axis. */
export interface RowData {
  readonly id: string;
  readonly name: string;
  readonly isInFront: boolean;
  readonly values: { readonly [key: string]: Scalar | null };
  readonly positions: { readonly [key: string]: number | null };
}

/** Colours that colour-blind readers tell apart (Okabe and Ito). */
const categories = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f"];

/** The data of the page. @param parallel columns of the parallel coordinates; the axes that vary and the objectives */
export function pageData(rows: readonly Row[], columns: readonly PageColumn[], front: ReadonlySet<string>, shown: { readonly parallel: readonly PageColumn[]; readonly x: PageColumn; readonly y: PageColumn; readonly colour: PageColumn }): PageData {
  const nameOf = rowNamer(rows);
  return {
    columns: columns.map(columnData),
    rows: rows.map((row) => ({
      id: row.id,
      name: nameOf(row),
      isInFront: front.has(row.id),
      values: Object.fromEntries(columns.map(({ key, column }) => [key, column.of(row)])),
      positions: Object.fromEntries(shown.parallel.map((column) => [column.key, column.positionOf(row)])),
    })),
    parallel: shown.parallel.map(({ key }) => key),
    x: shown.x.key,
    y: shown.y.key,
    colour: shown.colour.key,
  };
}

/** Few labels, with prefixes where numbers are long. */
function axisLook(names: readonly string[]): object {
  return { tickCount: 8, labelOverlap: true, ...(names.some((name) => Math.abs(Number(name)) >= 1e4) && { format: "~s" }) };
}

function columnData({ key, column, label, isNumeric, scale, names, ticks }: PageColumn): ColumnData {
  const field = { field: key, title: label };
  const type = scale === "logarithmic" ? "log" : "linear";
  const isCategory = !isNumeric || (column.figure === null && names.length <= categories.length);
  return {
    key,
    name: label,
    position: isNumeric ? { ...field, type: "quantitative", scale: { type, zero: false, nice: false, padding: 12 }, axis: axisLook(names) } : { ...field, type: "nominal", sort: names },
    colour: isCategory ? { ...field, type: "nominal", scale: { range: categories } } : { ...field, type: "quantitative", scale: { type, zero: false, scheme: "viridis" } },
    canZoom: isNumeric,
    ticks,
  };
}
