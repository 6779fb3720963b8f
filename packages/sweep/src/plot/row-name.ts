import { varyingAxes } from "../look/axes.ts";
import { figureOf } from "../look/column.ts";
import type { Row } from "../row.ts";

/** Names rows by the axes on which they differ: "array.rows=8 array.dataflow=os"; by the id's start where there are none. */
export function rowNamer(rows: readonly Row[]): (row: Row) => string {
  const paths = varyingAxes(rows).map(({ path }) => path);
  return ({ id, values }) => paths.flatMap((path) => (values[path] === undefined ? [] : [`${path}=${values[path]}`])).join(" ") || id.slice(0, 12);
}

/** The row's name, and these figures of it, a line each. */
export function rowDetails(row: Row, name: string, figures: readonly string[]): string {
  return [name, ...figures.map((figure) => `${figure}: ${figureOf(row, figure) ?? "-"}`)].join("\n");
}
