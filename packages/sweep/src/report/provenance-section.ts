import { axesOf } from "../look/axes.ts";
import type { Row } from "../row.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import type { PageLibrary } from "./page-libraries.ts";
import type { ReportRequest } from "./report-request.ts";

/** Where the page's figures come from: machines and traces by their hashes, what was held fixed, notes, failures, versions. */
export function provenanceSection({ rows, attempts, program }: ReportRequest, libraries: readonly PageLibrary[]): string {
  const known = new Set(rows.map(({ id }) => id));
  const failed = new Map(attempts.filter(({ id, status }) => status === "failed" && !known.has(id)).map((attempt) => [attempt.id, attempt]));
  const fixed = axesOf(rows).filter(({ levels }) => levels.length === 1);
  return [
    htmlTable(["machine", "hash", "designs"], hashes(rows, ({ machine }) => machine)),
    htmlTable(["trace", "hash", "designs"], hashes(rows, ({ trace }) => trace)),
    ...(fixed.length === 0 ? [] : [htmlTable(["held fixed", "value"], fixed.map(({ path, levels }) => [escapeHtml(path), escapeHtml(String(levels[0]))]))]),
    ...notes(rows),
    ...(failed.size === 0 ? [] : [`<h3>Failed</h3>`, htmlTable(["point", "reason", "repeat it"], [...failed.values()].map(({ id, error, command }) => [shortId(id), escapeHtml(error ?? ""), `<pre>${escapeHtml(command ?? "")}</pre>`]))]),
    `<p>Made by ${escapeHtml(program)}. Charts by ${libraries.map(({ name, version }) => escapeHtml(`${name} ${version}`)).join(", ")}; the page needs no network.</p>`,
  ].join("\n");
}

function hashes(rows: readonly Row[], part: (row: Row) => Row["machine"]): readonly (readonly string[])[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify([part(row).name, part(row).hash]));
  return [...groups.values()].map((own) => [escapeHtml(part(own[0]!).name), `<code>${escapeHtml(part(own[0]!).hash)}</code>`, String(own.length)]);
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
