import type { Axis } from "@lnsim/chart";
import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";
import { levelsOf } from "../look/axes.ts";
import { labelOf, type Column } from "../look/column.ts";

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
  readonly scale: Axis["scale"];
  /** The value of a row as a number: itself, or the index of its name; NaN where the row has none. */
  readonly numberOf: (row: Row) => number;
}

/** How a column of these rows is drawn. */
export function plotAxis(column: Column, rows: readonly Row[], scale: PlotScale): PlotAxis {
  const values = rows.map(column.of);
  const known = values.filter((value) => value !== null);
  const isNumeric = known.every((value) => typeof value === "number");
  const levels = levelsOf(values.map((value) => value ?? undefined));
  const indices = new Map(levels.map((level, index) => [level, index]));
  const numberOf = (row: Row): number => {
    const value = column.of(row);
    return isNumeric ? (value === null ? NaN : (value as number)) : indices.get(value ?? undefined)!;
  };
  return { column, label: labelOf(column), isNumeric, names: levels.map((level) => String(level ?? "-")), scale: isNumeric ? scaleFor(known, scale) : "linear", numberOf };
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
