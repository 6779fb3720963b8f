import { labelOf, type Column } from "../look/column.ts";
import type { Row } from "../row.ts";
import { escapeHtml } from "./html.ts";
import { shortNumber } from "./page-column.ts";

/** What each row of the table has besides its columns. */
export interface DesignsAbout {
  readonly front: ReadonlySet<string>;
  /** The command that repeats a row's point alone; undefined where no attempt has recorded it. */
  readonly commandOf: (row: Row) => string | undefined;
}

/** The designs as a table that is whole without scripts; a click on a title sorts by it, one on a row chooses it. */
export function designsTable(rows: readonly Row[], columns: readonly Column[], about: DesignsAbout): string {
  const titles = ["Pareto", ...columns.map(labelOf)];
  const head = titles.map((title, at) => `<th data-at="${at}">${escapeHtml(title)}</th>`).join("");
  const body = rows.map((row) => designRow(row, columns, about)).join("\n");
  return `<div class="wide tall"><table id="designs"><thead><tr>${head}<th>repeat it</th></tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function designRow(row: Row, columns: readonly Column[], { front, commandOf }: DesignsAbout): string {
  const isInFront = front.has(row.id);
  const cells = columns.map((column) => valueCell(column, row)).join("");
  return `<tr data-id="${escapeHtml(row.id)}"${isInFront ? ' class="front"' : ""}><td data-value="${isInFront ? 0 : 1}">${isInFront ? "●" : ""}</td>${cells}<td>${repetition(row, commandOf(row))}</td></tr>`;
}

function valueCell(column: Column, row: Row): string {
  const value = column.of(row);
  const isNumber = typeof value === "number";
  const shown = value === null ? "" : isNumber && column.figure !== null ? shortNumber(value) : String(value);
  const exact = escapeHtml(String(value ?? ""));
  return `<td${isNumber ? ' class="number"' : ""} data-value="${exact}" title="${exact}">${escapeHtml(shown)}</td>`;
}

function repetition({ id, machine, trace, notes }: Row, command: string | undefined): string {
  const identity = ([["point", id], ["machine", machine.hash], ["trace", trace.hash]] as const).map(([name, hash]) => `<p>${name} <code>${escapeHtml(hash)}</code></p>`);
  const parts = [...identity, ...(command === undefined ? [] : [`<pre>${escapeHtml(command)}</pre>`]), ...notes.map((note) => `<p>${escapeHtml(note)}</p>`)];
  return `<details><summary>how</summary>${parts.join("")}</details>`;
}
