import type { Row } from "../row.ts";
import { figureOf } from "./column.ts";

/** How two sets of rows differ. */
export interface SweepDiff {
  readonly onlyInA: readonly Row[];
  readonly onlyInB: readonly Row[];
  /** Pairs with a figure that differs, in the order of A. */
  readonly changed: readonly ChangedRow[];
  /** Pairs whose figures all agree. */
  readonly same: number;
  /** Pairs of one design with two ids: the program, a plugin or a trace has changed between them. */
  readonly reidentified: number;
}

/** One design with figures that differ. */
export interface ChangedRow {
  readonly a: Row;
  readonly b: Row;
  readonly figures: readonly ChangedFigure[];
}

export interface ChangedFigure {
  readonly name: string;
  readonly a: number | null;
  readonly b: number | null;
  /** |b - a| over the larger magnitude; null where one of them is missing. */
  readonly relative: number | null;
}

/**
 * Holds two sets of rows against each other. Rows are paired by their ids; what is left over by machine, trace and values,
 * where that names one row on each side.
 *
 * @param tolerance relative difference up to which figures agree, 0 or more
 */
export function diffRows(a: readonly Row[], b: readonly Row[], tolerance = 0): SweepDiff {
  const pairs = pair(a, b);
  const partners = new Set(pairs.map(([, other]) => other));
  const paired = new Set(pairs.map(([one]) => one));
  const changed = pairs.flatMap(([one, other]): ChangedRow[] => {
    const figures = changedFigures(one, other, tolerance);
    return figures.length === 0 ? [] : [{ a: one, b: other, figures }];
  });
  return {
    onlyInA: a.filter((row) => !paired.has(row)),
    onlyInB: b.filter((row) => !partners.has(row)),
    changed,
    same: pairs.length - changed.length,
    reidentified: pairs.filter(([one, other]) => one.id !== other.id).length,
  };
}

function pair(a: readonly Row[], b: readonly Row[]): readonly (readonly [Row, Row])[] {
  const ids = new Set(a.map(({ id }) => id));
  const byId = new Map(b.map((row) => [row.id, row]));
  const leftOver = uniqueDesigns(b.filter(({ id }) => !ids.has(id)));
  const own = uniqueDesigns(a.filter(({ id }) => !byId.has(id)));
  return a.flatMap((row) => {
    const design = designOf(row);
    const partner = byId.get(row.id) ?? (own.get(design) === row ? leftOver.get(design) : undefined);
    return partner === undefined ? [] : [[row, partner] as const];
  });
}

/** Rows by their design, those alone that no other has. */
function uniqueDesigns(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const found = Map.groupBy(rows, designOf);
  return new Map([...found].flatMap(([design, own]) => (own.length === 1 ? [[design, own[0]!] as const] : [])));
}

function designOf({ machine, trace, values }: Row): string {
  const sorted = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([machine.name, trace.name, sorted]);
}

function changedFigures(a: Row, b: Row, tolerance: number): readonly ChangedFigure[] {
  const names = new Set([...Object.keys(a.figures), ...Object.keys(b.figures)]);
  return [...names].flatMap((name): ChangedFigure[] => {
    const [one, other] = [figureOf(a, name), figureOf(b, name)];
    if (one === other) return [];
    const relative = one === null || other === null ? null : Math.abs(other - one) / Math.max(Math.abs(one), Math.abs(other));
    return relative !== null && relative <= tolerance ? [] : [{ name, a: one, b: other, relative }];
  });
}
