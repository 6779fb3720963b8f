import { figures } from "../figures.ts";
import { axesOf } from "../look/axes.ts";
import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";

/** A column of an export. */
export interface ExportColumn {
  readonly name: string;
  readonly kind: "axis" | "figure" | "about";
  readonly values: readonly (Scalar | null)[];
}

/**
 * Rows as columns: id, axes, machine and trace, the figures that any row has, notes. Figures are in the units that
 * {@link figures} lists; what a row has not is null.
 */
export function exportTable(rows: readonly Row[]): readonly ExportColumn[] {
  const about = (name: string, of: (row: Row) => string): ExportColumn => ({ name, kind: "about", values: rows.map(of) });
  const axes = axesOf(rows).map(({ path }): ExportColumn => ({ name: path, kind: "axis", values: rows.map(({ values }) => values[path] ?? null) }));
  const found = figures.map(({ name }): ExportColumn => ({ name, kind: "figure", values: rows.map((row) => row.figures[name] ?? null) }));
  return [
    about("id", ({ id }) => id),
    ...axes,
    about("machine.name", ({ machine }) => machine.name),
    about("machine.hash", ({ machine }) => machine.hash),
    about("trace.name", ({ trace }) => trace.name),
    about("trace.hash", ({ trace }) => trace.hash),
    ...found.filter(({ values }) => values.some((value) => value !== null)),
    about("notes", ({ notes }) => notes.join("\n")),
  ];
}
