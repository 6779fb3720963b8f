import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";

/** An axis and the values that rows have on it. */
export interface AxisLevels {
  readonly path: string;
  /** In the order of {@link compareScalars}; undefined, for rows without the axis, stands last. */
  readonly levels: readonly (Scalar | undefined)[];
}

/** The axes on which the rows differ, in the order in which rows name them. */
export function varyingAxes(rows: readonly Row[]): readonly AxisLevels[] {
  return axesOf(rows).filter(({ levels }) => levels.length > 1);
}

/** All axes of the rows, in the order in which rows name them. */
export function axesOf(rows: readonly Row[]): readonly AxisLevels[] {
  const paths = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  return [...paths].map((path) => ({ path, levels: levelsOf(rows.map(({ values }) => values[path])) }));
}

/** The different values, in order. */
export function levelsOf(values: readonly (Scalar | undefined)[]): readonly (Scalar | undefined)[] {
  return [...new Set(values)].toSorted(compareScalars);
}

const kinds = ["number", "boolean", "string", "undefined"];

/** Numbers by size, then booleans, then texts by their code units, then what is missing. */
export function compareScalars(a: Scalar | null | undefined, b: Scalar | null | undefined): number {
  const [one, other] = [a ?? undefined, b ?? undefined];
  if (typeof one !== typeof other) return kinds.indexOf(typeof one) - kinds.indexOf(typeof other);
  if (one === undefined || other === undefined || one === other) return 0;
  return one < other ? -1 : 1;
}
