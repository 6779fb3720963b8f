import { axisColumn, figureColumn, figureNamed, figureOf, varyingAxes, type AxisEffect, type Column, type Figure, type Objective, type Row } from "@lnsim/sweep";
import { figureText } from "../output/figure-text.ts";
import { renderTable, type Column as TableColumn } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** Designs to show, and what is known of them. */
export interface ShownDesigns {
  readonly title: string;
  /** All designs. */
  readonly rows: readonly Row[];
  /** Those to list, in order; the first `most` of them are. */
  readonly sorted: readonly Row[];
  readonly most: number;
  readonly objectives: readonly Objective[];
  readonly front: ReadonlySet<string>;
  readonly sensitivity: { readonly [figure: string]: readonly AxisEffect[] };
  /** Columns to show besides axes, objectives and the usual figures. */
  readonly sortedBy: readonly Column[];
}

const usualFigures = ["cycles.perStep", "energy.totalPj", "area.totalUm2", "accuracy.test"];

/** Designs as a table, and what each axis does to each objective. */
export function renderDesigns(designs: ShownDesigns, layout: Layout): string {
  return [header(designs, layout), table(designs, layout), sensitivity(designs, layout)].filter((section) => section !== "").join("\n\n");
}

function header({ title: name, rows, objectives, front }: ShownDesigns, layout: Layout): string {
  const goals = objectives.map(({ figure, goal }) => `${figure}:${goal}`).join(", ");
  const about = objectives.length === 0 ? `${rows.length} designs` : `${rows.length} designs, ${front.size} in the Pareto front (*) of ${goals}`;
  return `${layout.styles.bold(name)}\n${wrapText(about, layout.columns, "")}`;
}

function table({ rows, sorted, most, objectives, front, sortedBy }: ShownDesigns, { styles }: Layout): string {
  if (rows.length === 0) return "";
  const columns = shownColumns(rows, objectives, sortedBy);
  const titles = columns.map((column) => titleOf(column, columns));
  const layout: TableColumn[] = ["design", "", ...titles].map((each, at) => ({ title: each, align: at < 2 || !isNumber(columns[at - 2]!, rows) ? "left" : "right" }));
  const listed = sorted.slice(0, most);
  const lines = listed.map((row) => [styles.dim(row.id.slice(0, 8)), front.has(row.id) ? styles.cyan("*") : "", ...columns.map((column) => cell(column, row))]);
  const rest = sorted.length - listed.length;
  return `${renderTable(layout, lines)}${rest > 0 ? `\nand ${rest} more (--top N|all)` : ""}`;
}

/** Axes that vary, objectives, and the usual figures that are not the same everywhere. */
function shownColumns(rows: readonly Row[], objectives: readonly Objective[], sortedBy: readonly Column[]): readonly Column[] {
  const named = objectives.map(({ figure }) => figureColumn(figureNamed(figure)!));
  const usual = usualFigures.filter((name) => new Set(rows.map((row) => figureOf(row, name))).size > 1).map((name) => figureColumn(figureNamed(name)!));
  const columns = [...varyingAxes(rows).map(({ path }) => axisColumn(path)), ...sortedBy, ...named, ...usual];
  return columns.filter(({ name }, at) => columns.findIndex((other) => other.name === name) === at);
}

/** A figure's family where it is alone in it, else its name; the end of an axis' path that no other column has. */
function titleOf({ name, figure }: Column, columns: readonly Column[]): string {
  if (figure !== null) {
    const family = name.split(".")[0]!;
    return columns.filter((other) => other.figure !== null && other.name.split(".")[0] === family).length === 1 ? family : name;
  }
  const parts = name.split(".");
  const ends = parts.map((_, at) => parts.slice(parts.length - 1 - at).join("."));
  return ends.find((end) => columns.filter((other) => other.name === end || other.name.endsWith(`.${end}`)).length === 1) ?? name;
}

function isNumber(column: Column, rows: readonly Row[]): boolean {
  return rows.every((row) => column.of(row) === null || typeof column.of(row) === "number");
}

function cell(column: Column, row: Row): string {
  const value = column.of(row);
  return column.figure === null ? String(value ?? "-") : figureText(column.figure, value as number | null);
}

function sensitivity({ objectives, sensitivity: found }: ShownDesigns, layout: Layout): string {
  const parts = objectives.flatMap(({ figure }) => {
    const effects = found[figure] ?? [];
    return effects.length === 0 ? [] : [`${title(layout, figure, "share of its variance by axis, and its means along it")}\n${effectTable(effects, figureNamed(figure)!, layout)}`];
  });
  return parts.join("\n\n");
}

function effectTable(effects: readonly AxisEffect[], figure: Figure, { columns }: Layout): string {
  const layout: readonly TableColumn[] = [{ title: "", align: "left" }, { title: "", align: "right" }, { title: "", align: "left", isFlexible: true }];
  const lines = effects.map(({ axis, share, groups }) => {
    const means = groups.map(({ from, to, mean }) => `${from === to ? (from ?? "-") : `${from ?? "-"}..${to ?? "-"}`}: ${figureText(figure, mean)}`);
    return [axis, share === null ? "-" : `${(share * 100).toFixed(1)} %`, means.join(", ")];
  });
  return renderTable(layout, lines, "  ", columns);
}
