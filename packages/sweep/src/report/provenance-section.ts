import { axesOf } from "../look/axes.ts";
import { figureOf } from "../look/column.ts";
import type { Row } from "../row.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { fixedFigures } from "./page-column.ts";
import type { PageLibrary } from "./page-libraries.ts";
import type { ReportRequest } from "./report-request.ts";

/** Where the page's figures come from: machines and traces by their hashes, what was held fixed, notes, failures, versions. */
export function provenanceSection({ rows, attempts, program }: ReportRequest, libraries: readonly PageLibrary[]): string {
  const known = new Set(rows.map(({ id }) => id));
  const failed = new Map(attempts.filter(({ id, status }) => status === "failed" && !known.has(id)).map((attempt) => [attempt.id, attempt]));
  return [
    htmlTable(["machine", "descriptions", "designs"], parts(rows, ({ machine }) => machine)),
    htmlTable(["trace", "contents", "designs"], parts(rows, ({ trace }) => trace)),
    ...sameEverywhere(rows),
    ...notes(rows),
    ...(failed.size === 0 ? [] : [`<h3>Failed</h3>`, htmlTable(["point", "reason", "repeat it"], [...failed.values()].map(({ id, error, command }) => [shortId(id), escapeHtml(error ?? ""), `<pre>${escapeHtml(command ?? "")}</pre>`]))]),
    `<p>Made by ${escapeHtml(program)}. Charts by ${libraries.map(({ name, version }) => escapeHtml(`${name} ${version}`)).join(", ")}; the page needs no network.</p>`,
  ].join("\n");
}

/** Machines or traces by their names; the hash where there is one of that name, else how many there are: each design has its own. */
function parts(rows: readonly Row[], part: (row: Row) => Row["machine"]): readonly (readonly string[])[] {
  const groups = Map.groupBy(rows, (row) => part(row).name);
  return [...groups].map(([name, own]) => {
    const hashes = new Set(own.map((row) => part(row).hash));
    return [escapeHtml(name), hashes.size === 1 ? `<code>${escapeHtml([...hashes][0]!)}</code>` : `${hashes.size}, in the table`, String(own.length)];
  });
}

/** Axes and figures with one value in all designs. */
function sameEverywhere(rows: readonly Row[]): readonly string[] {
  const axes = axesOf(rows).filter(({ levels }) => levels.length === 1).map(({ path, levels }) => [escapeHtml(path), escapeHtml(String(levels[0]))]);
  const figures = fixedFigures(rows).flatMap(({ name, unit }) => {
    const value = rows.length === 0 ? null : figureOf(rows[0]!, name);
    return value === null ? [] : [[escapeHtml(name), `${value}${unit === "1" ? "" : ` ${escapeHtml(unit)}`}`]];
  });
  return axes.length + figures.length === 0 ? [] : [htmlTable(["the same in all designs", "value"], [...axes, ...figures])];
}

function notes(rows: readonly Row[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const note of rows.flatMap((row) => row.notes)) counts.set(note, (counts.get(note) ?? 0) + 1);
  if (counts.size === 0) return [];
  return [htmlTable(["what to know", "designs"], [...counts].map(([note, count]) => [escapeHtml(note), String(count)]))];
}

function shortId(id: string): string {
  return `<code title="${escapeHtml(id)}">${escapeHtml(id.slice(0, 12))}</code>`;
}
