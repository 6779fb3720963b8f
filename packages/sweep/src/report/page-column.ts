import { varyingAxes } from "../look/axes.ts";
import { axisColumn, figureColumn, figureOf } from "../look/column.ts";
import type { Objective } from "../look/objective.ts";
import type { Row } from "../row.ts";
import { figures, type Figure } from "../figures.ts";
import { plotAxis, spanOf, type PlotAxis } from "../plot/plot-axis.ts";

/** Axes of a space with at most this many values have them evenly spaced in parallel coordinates. */
const mostNames = 12;

/** A column of the page: its key in the data, and how rows are placed by it. */
export interface PageColumn extends PlotAxis {
  readonly key: string;
  /** Place along a vertical axis, 0 to 1; null where the row has no value. */
  readonly positionOf: (row: Row) => number | null;
  /** Labels along that axis. */
  readonly ticks: readonly { readonly position: number; readonly label: string }[];
}

/** The axes that vary, then the objectives, then every other figure that is not the same in all rows. */
export function pageColumns(rows: readonly Row[], objectives: readonly Objective[]): readonly PageColumn[] {
  const fixed = new Set(fixedFigures(rows).map(({ name }) => name));
  const isObjective = (name: string): boolean => objectives.some(({ figure }) => figure === name);
  const named = objectives.flatMap(({ figure }) => figures.filter(({ name }) => name === figure));
  const ordered = [...named, ...figures.filter(({ name }) => !isObjective(name) && !fixed.has(name))];
  const columns = [...varyingAxes(rows).map(({ path }) => axisColumn(path)), ...ordered.map(figureColumn)];
  return columns.map((column, index) => ({ ...placed(plotAxis(column, rows, "auto"), rows), key: `c${index}` }));
}

/** The figures that are the same in all rows, and those that no row has. */
export function fixedFigures(rows: readonly Row[]): readonly Figure[] {
  return figures.filter(({ name }) => rows.every((row) => figureOf(row, name) === figureOf(rows[0]!, name)));
}

function placed(axis: PlotAxis, rows: readonly Row[]): Omit<PageColumn, "key"> {
  if (!axis.isNumeric || (axis.column.figure === null && axis.names.length <= mostNames)) return byName(axis);
  const onScale = (value: number): number => (axis.scale === "logarithmic" ? Math.log10(value) : value);
  const [low, high] = spanOf(rows.map(axis.numberOf));
  const span = onScale(high) - onScale(low);
  const shareOf = (value: number): number => (span > 0 ? (onScale(value) - onScale(low)) / span : 0.5);
  const ticks = span > 0 ? [0, 0.25, 0.5, 0.75, 1] : [0.5];
  const valueAt = (position: number): number => (axis.scale === "logarithmic" ? 10 ** (onScale(low) + position * span) : low + position * span);
  return {
    ...axis,
    positionOf: (row) => (Number.isFinite(axis.numberOf(row)) ? shareOf(axis.numberOf(row)) : null),
    ticks: ticks.map((position) => ({ position, label: shortNumber(valueAt(position)) })),
  };
}

function byName(axis: PlotAxis): Omit<PageColumn, "key"> {
  const last = Math.max(1, axis.names.length - 1);
  return {
    ...axis,
    positionOf: (row) => axis.names.indexOf(String(axis.column.of(row) ?? "-")) / last,
    ticks: axis.names.map((label, index) => ({ position: index / last, label })),
  };
}

const prefixes: readonly (readonly [unit: number, letter: string])[] = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e4, "k"]];

/** Three significant digits: 0.05, 250, 2.49M. */
export function shortNumber(value: number): string {
  const [least, letter] = prefixes.find(([unit]) => Math.abs(value) >= unit) ?? [1, ""];
  return `${Number((value / (letter === "k" ? 1e3 : least)).toPrecision(3))}${letter}`;
}
