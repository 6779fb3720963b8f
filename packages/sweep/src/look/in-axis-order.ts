import type { Row } from "../row.ts";
import { axesOf, compareScalars } from "./axes.ts";

/** Rows by their values on all axes, axes in the order of their paths; by their ids where they agree on all. */
export function inAxisOrder(rows: readonly Row[]): readonly Row[] {
  const paths = axesOf(rows).map(({ path }) => path).toSorted();
  return rows.toSorted((a, b) => {
    for (const path of paths) {
      const order = compareScalars(a.values[path], b.values[path]);
      if (order !== 0) return order;
    }
    return a.id < b.id ? -1 : 1;
  });
}
