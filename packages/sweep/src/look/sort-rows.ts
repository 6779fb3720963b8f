import type { Row } from "../row.ts";
import { compareScalars } from "./axes.ts";
import type { Column } from "./column.ts";

/** The rows by their values in a column, equal ones by their ids; rows without a value come last either way. */
export function sortRows(rows: readonly Row[], column: Column, direction: "ascending" | "descending" = "ascending"): readonly Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [column.of(one), column.of(other)];
    if ((a === null) !== (b === null)) return a === null ? 1 : -1;
    return sign * compareScalars(a, b) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
  });
}
