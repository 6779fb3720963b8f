import type { Axis } from "@lnsim/chart";
import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";
import { axesOf, levelsOf } from "../look/axes.ts";
import { labelOf, type Column } from "../look/column.ts";
import { shortPaths } from "../look/short-paths.ts";
import { byteSize, displayUnit, plainName } from "./display-unit.ts";
import { compareNaturally } from "./natural-order.ts";

/** How axes of numbers are drawn: "auto" is logarithmic where positive values span a factor of 50 or more. */
export type PlotScale = "auto" | "linear" | "logarithmic";

const widestLinear = 50;

/** The values of a column in the rows, and how an axis shows them. */
export interface PlotAxis {
  readonly column: Column;
  readonly label: string;
  /** Whether all values are numbers. */
  readonly isNumeric: boolean;
  /** The different values in order; "-" stands for rows that have none. */
  readonly names: readonly string[];
  /** Which of the names a row has. */
  readonly nameOf: (row: Row) => string;
  readonly scale: Axis["scale"];
  /** The value of a row as a number: itself, or the index of its name; NaN where the row has none. */
  readonly numberOf: (row: Row) => number;
}

/** How a column is drawn in a picture: figures in the unit that is read best, axes by the shortest end of their path that is clear. */
export function picturedAxis(column: Column, rows: readonly Row[], scale: PlotScale): PlotAxis {
  const axis = plotAxis(column, rows, scale);
  if (column.figure === null) return sized({ ...axis, label: shortName(column, rows) });
  const { unit, factor } = displayUnit(column.figure.unit, Math.abs(spanOf(rows.map(axis.numberOf))[1]));
  return { ...axis, label: `${plainName(column.name)} (${unit})`, numberOf: (row) => axis.numberOf(row) * factor };
}

/** Sizes of memories have names with binary prefixes: 64 KiB. */
function sized(axis: PlotAxis): PlotAxis {
  if (!axis.isNumeric || !/[a-z]Bytes$/.test(axis.label)) return axis;
  return { ...axis, label: plainName(axis.label), names: axis.names.map((name) => byteSize(Number(name))), nameOf: (row) => (Number.isNaN(axis.numberOf(row)) ? "-" : byteSize(axis.numberOf(row))) };
}

function shortName({ name }: Column, rows: readonly Row[]): string {
  const paths = axesOf(rows).map(({ path }) => path);
  return shortPaths(paths)[paths.indexOf(name)]!;
}

/** How a column of these rows is drawn. */
export function plotAxis(column: Column, rows: readonly Row[], scale: PlotScale): PlotAxis {
  const values = rows.map(column.of);
  const known = values.filter((value) => value !== null);
  const isNumeric = known.every((value) => typeof value === "number");
  const levels = isNumeric ? levelsOf(values.map((value) => value ?? undefined)) : naturalLevels(values);
  const indices = new Map(levels.map((level, index) => [level, index]));
  const numberOf = (row: Row): number => {
    const value = column.of(row);
    return isNumeric ? (value === null ? NaN : (value as number)) : indices.get(value ?? undefined)!;
  };
  const nameOf = (row: Row): string => String(column.of(row) ?? "-");
  return { column, label: labelOf(column), isNumeric, names: levels.map((level) => String(level ?? "-")), nameOf, scale: isNumeric ? scaleFor(known, scale) : "linear", numberOf };
}

/** The different values by their names, rows without a value last. */
function naturalLevels(values: readonly (Scalar | null)[]): readonly (Scalar | undefined)[] {
  const known = [...new Set(values.filter((value) => value !== null))].toSorted((a, b) => compareNaturally(String(a), String(b)));
  return values.includes(null) ? [...known, undefined] : known;
}

/** Whether numbers are drawn on a linear or a logarithmic axis; one that cannot be logarithmic is linear. */
function scaleFor(known: readonly Scalar[], wanted: PlotScale): Axis["scale"] {
  const [low, high] = spanOf(known as readonly number[]);
  if (wanted === "linear" || !(low > 0)) return "linear";
  return wanted === "logarithmic" || high >= widestLinear * low ? "logarithmic" : "linear";
}

/** The least and the largest of finite numbers; [0, 0] without any. */
export function spanOf(values: readonly number[]): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}
