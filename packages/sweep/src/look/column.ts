import { LnsimError, nearestName } from "@lnsim/contracts";
import { figureNamed, figures, type Figure } from "../figures.ts";
import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";
import { axesOf } from "./axes.ts";

/** Something that rows have a value of: an axis, or a figure of their results. */
export interface Column {
  readonly name: string;
  /** The figure; null for an axis. */
  readonly figure: Figure | null;
  /** Its value in a row; null where the row has none. */
  readonly of: (row: Row) => Scalar | null;
}

/**
 * The column that `name` stands for: an axis, a figure, a family of figures such as "energy" (its first figure), or the end
 * of one axis' path, such as "rows" for "array.rows".
 *
 * @param where the flag or field that named it, for the error
 * @throws {LnsimError} code "unknown-name", with the nearest name
 */
export function columnNamed(name: string, rows: readonly Row[], where: string): Column {
  const paths = axesOf(rows).map(({ path }) => path);
  if (paths.includes(name)) return axisColumn(name);
  const figure = findFigure(name);
  if (figure !== undefined) return figureColumn(figure);
  const ends = paths.filter((path) => path.endsWith(`.${name}`));
  if (ends.length === 1) return axisColumn(ends[0]!);
  throw unknown(name, where, paths);
}

/** The figure of that name, or the first one of that family. @throws {LnsimError} code "unknown-name", with the nearest name */
export function requireFigure(name: string, where: string): Figure {
  const figure = findFigure(name);
  if (figure === undefined) throw unknown(name, where, []);
  return figure;
}

/** The column of an axis. */
export function axisColumn(path: string): Column {
  return { name: path, figure: null, of: ({ values }) => values[path] ?? null };
}

/** The column of a figure. */
export function figureColumn(figure: Figure): Column {
  return { name: figure.name, figure, of: (row) => figureOf(row, figure.name) };
}

/** A figure of a row; null where the row has none, or one that is no finite number. */
export function figureOf({ figures: own }: Row, name: string): number | null {
  const value = own[name] ?? null;
  return value !== null && Number.isFinite(value) ? value : null;
}

/** What a column is called where its unit is shown too: "energy.totalPj (pJ)". */
export function labelOf({ name, figure }: Column): string {
  return figure === null || figure.unit === "1" ? name : `${name} (${figure.unit})`;
}

function findFigure(name: string): Figure | undefined {
  return figureNamed(name) ?? figures.find((figure) => figure.name.startsWith(`${name}.`));
}

function unknown(name: string, path: string, axes: readonly string[]): LnsimError {
  const names = figures.map((figure) => figure.name);
  const families = [...new Set(names.map((each) => each.split(".")[0]!))];
  const nearest = nearestName(name, [...axes, ...families, ...names]);
  const expected = `a figure (${families.join(", ")}, or one by its full name such as cycles.perStep)`;
  return new LnsimError({
    code: "unknown-name",
    message: "nothing in these results has that name",
    path,
    found: name,
    expected: axes.length === 0 ? expected : `an axis (${axes.join(", ")}) or ${expected}`,
    ...(nearest !== undefined && { nearest }),
  });
}
