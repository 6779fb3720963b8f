import { figureNamed, type ChangedFigure, type ChangedRow, type Row, type SweepDiff } from "@lnsim/sweep";
import { figureText } from "../output/figure-text.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** How much is listed, and how far figures may be apart. */
export interface DiffLimits {
  readonly most: number;
  readonly tolerance: number;
}

const columns: readonly Column[] = [
  { title: "design", align: "left", isFlexible: true },
  { title: "figure", align: "left" },
  { title: "A", align: "right" },
  { title: "B", align: "right" },
  { title: "apart", align: "right" },
];

/** How two sweeps differ, for a person, with the `most` designs that differ most. */
export function renderSweepDiff(diff: SweepDiff, layout: Layout, { most, tolerance }: DiffLimits): string {
  return [summary(diff, tolerance, layout), changed(diff, most, layout), alone("Only in A", diff.onlyInA, most, layout), alone("Only in B", diff.onlyInB, most, layout)]
    .filter((section) => section !== "")
    .join("\n\n");
}

function summary({ same, changed: differing, onlyInA, onlyInB, reidentified }: SweepDiff, tolerance: number, { columns: width }: Layout): string {
  const agreement = tolerance === 0 ? "are equal" : `agree within ${tolerance * 100} %`;
  const ids = reidentified === 0 ? "" : ` ${reidentified} were matched by their values, their ids have changed.`;
  return wrapText(`${same} designs ${agreement}, ${differing.length} differ, ${onlyInA.length} are only in A, ${onlyInB.length} only in B.${ids}`, width, "");
}

function changed({ changed: differing }: SweepDiff, most: number, layout: Layout): string {
  if (differing.length === 0) return "";
  const shown = differing.toSorted((one, other) => largest(other) - largest(one)).slice(0, most);
  const lines = shown.flatMap(({ a, figures }) => figures.map((figure, at) => [at === 0 ? nameOf(a) : "", ...figureCells(figure)]));
  const about = shown.length === differing.length ? "the largest differences first" : `the ${shown.length} largest of ${differing.length} (--top N|all)`;
  return `${title(layout, "Figures that differ", about)}\n${renderTable(columns, lines, "  ", layout.columns)}`;
}

function figureCells({ name, a, b, relative }: ChangedFigure): readonly string[] {
  const figure = figureNamed(name);
  const shown = (value: number | null): string => (figure === undefined ? String(value ?? "-") : figureText(figure, value));
  return [name, shown(a), shown(b), relative === null ? "-" : `${Number((relative * 100).toPrecision(3))} %`];
}

function largest({ figures }: ChangedRow): number {
  return Math.max(...figures.map(({ relative }) => relative ?? Infinity));
}

function alone(name: string, rows: readonly Row[], most: number, layout: Layout): string {
  if (rows.length === 0) return "";
  const lines = rows.slice(0, most).map((row) => wrapText(nameOf(row), layout.columns, "  "));
  const rest = rows.length - lines.length;
  return [title(layout, name, `${rows.length} designs`), ...lines, ...(rest > 0 ? [`  and ${rest} more (--top N|all)`] : [])].join("\n");
}

function nameOf({ id, values }: Row): string {
  return `${id.slice(0, 8)} ${Object.entries(values).map(([path, value]) => `${path}=${value}`).join(" ")}`.trimEnd();
}
