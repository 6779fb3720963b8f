import { LnsimError } from "@lnsim/contracts";
import type { ColourKey } from "@lnsim/chart";
import { columnNamed, type Column } from "../look/column.ts";
import type { Objective } from "../look/objective.ts";
import type { Row } from "../row.ts";
import { picturedAxis, spanOf, type PlotAxis, type PlotScale } from "./plot-axis.ts";

/** What to draw of rows. */
export interface PlotRequest {
  readonly title: string;
  /** Names of columns; what is left out is chosen from the objectives and the axes that vary. */
  readonly x?: string;
  readonly y?: string;
  readonly colour?: string;
  /** Columns whose values stand beside the points of a scatter chart; of many points beside those of the front alone. */
  readonly labels?: readonly string[];
  /** An axis with a panel for each of its values, of lines. */
  readonly facet?: string;
  /** What is better; the Pareto front is drawn where there are any. */
  readonly objectives: readonly Objective[];
  readonly scale: PlotScale;
}

/** More different numbers than this are coloured along a scale. */
const mostCategories = 6;

/** Colours by a column, and the number of each row in that key. */
export interface Colouring {
  readonly key: ColourKey;
  readonly of: (row: Row) => number;
}

/** The colours of rows by a column: categories for names and few numbers, a scale for many numbers. */
export function colouringBy(name: string | undefined, rows: readonly Row[], scale: PlotScale): Colouring | undefined {
  if (name === undefined) return undefined;
  const axis = picturedAxis(columnNamed(name, rows, "--colour"), rows, scale);
  const { label } = axis;
  if (axis.isNumeric && axis.names.length > mostCategories) {
    return { key: { kind: "scale", label, scale: axis.scale, domain: spanOf(rows.map(axis.numberOf)) }, of: axis.numberOf };
  }
  return { key: { kind: "categories", label, names: axis.names }, of: (row) => axis.names.indexOf(axis.nameOf(row)) };
}

/** The axis of numbers that a flag names. @throws {LnsimError} for an unknown name, or values that are no numbers */
export function numericAxis(name: string, rows: readonly Row[], flag: string, scale: PlotScale): PlotAxis {
  const column = columnNamed(name, rows, flag);
  const axis = picturedAxis(column, rows, scale);
  if (axis.isNumeric) return axis;
  throw new LnsimError({
    code: "invalid-value",
    message: "the axes of a scatter chart are numbers",
    path: flag,
    found: `${column.name}: ${axis.names.join(", ")}`,
    remedy: `colour by it (--colour ${column.name}), or draw a heat map`,
  });
}

/** The column that a flag names. @throws {LnsimError} where it names none and there is no other choice */
export function columnOr(name: string | undefined, otherwise: Column | undefined, rows: readonly Row[], flag: string): Column {
  if (name !== undefined) return columnNamed(name, rows, flag);
  if (otherwise !== undefined) return otherwise;
  throw new LnsimError({ code: "missing-value", message: "there is nothing to choose for an axis", path: flag, remedy: `name an axis or a figure: ${flag} NAME` });
}
