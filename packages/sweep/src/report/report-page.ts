import { createHash } from "node:crypto";
import { LnsimError } from "@lnsim/contracts";
import { figureColumn, requireFigure } from "../look/column.ts";
import { paretoFront } from "../look/pareto.ts";
import { sortRows } from "../look/sort-rows.ts";
import type { Row } from "../row.ts";
import { parallelSpec, scatterSpec } from "./chart-specs.ts";
import { designsTable } from "./designs-table.ts";
import { escapeHtml, jsonForScript } from "./html.ts";
import { pageColumns, type PageColumn } from "./page-column.ts";
import { pageData } from "./page-data.ts";
import { pageLibraries, type PageLibrary } from "./page-libraries.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { provenanceSection } from "./provenance-section.ts";
import type { ReportRequest } from "./report-request.ts";
import { sensitivitySection } from "./sensitivity-section.ts";

/** More lines than this are drawn on a canvas, where they cannot be searched but are quick. */
const mostSvgRows = 1500;

/**
 * One HTML page about the rows of a sweep: a scatter chart and parallel coordinates with the Pareto front, a table, what each
 * axis does, and where the figures come from. It carries its libraries, needs no network (its policy allows none), and runs
 * no script but its own. Equal requests give equal bytes.
 *
 * @throws {LnsimError} code "missing-value" without rows, or where they differ in nothing
 */
export function reportPage(request: ReportRequest): string {
  const { title, objectives } = request;
  const rows = bestFirst(request);
  const columns = pageColumns(rows, objectives);
  const front = objectives.length === 0 ? new Set<string>() : paretoFront(rows, objectives);
  const shown = shownFirst(columns, request);
  const data = { data: pageData(rows, columns, front, shown), scatter: scatterSpec, parallel: parallelSpec, renderer: rows.length > mostSvgRows ? "canvas" : "svg" };
  const libraries = pageLibraries();
  const commands = new Map(request.attempts.flatMap(({ id, command }) => (command === null ? [] : [[id, command] as const])));
  const commandOf = ({ id }: Row): string | undefined => commands.get(id);
  const scripts = [...libraries.map(({ source }) => source), pageScript];
  const goals = objectives.map(({ figure, goal }) => `${figure} (${goal})`).join(", ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
${licenses(libraries)}
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${rows.length} designs${objectives.length === 0 ? "" : `, ${front.size} of them in the Pareto front of ${escapeHtml(goals)}`}.</p>
<p class="choices">${choices(columns)}<label><input type="checkbox" id="front-only"> Pareto front only</label></p>
<p id="problem"></p>
<div id="scatter"></div>
<div id="parallel"></div>
<h2>Designs</h2>
${designsTable(rows, columns.map(({ column }) => column), { front, commandOf })}
<h2>What each axis does</h2>
${sensitivitySection(rows, objectives)}
<h2>Where this comes from</h2>
${provenanceSection(request, libraries)}
<script type="application/json" id="data">${jsonForScript(data)}</script>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** The first two objectives against each other, coloured by the first axis; otherwise the first columns of numbers. */
function shownFirst(columns: readonly PageColumn[], { rows, objectives }: ReportRequest): { readonly parallel: readonly PageColumn[]; readonly x: PageColumn; readonly y: PageColumn; readonly colour: PageColumn } {
  const named = objectives.flatMap(({ figure }) => columns.filter(({ column }) => column.name === figure));
  const [x, y] = [...named, ...columns.filter(({ column, isNumeric }) => isNumeric && column.figure !== null && !named.some((other) => other.column === column)), ...columns];
  if (rows.length === 0 || x === undefined || y === undefined) {
    throw new LnsimError({ code: "missing-value", message: "there is nothing to report", found: `${rows.length} designs that differ in ${columns.length} columns`, remedy: "run the sweep first, over an axis at least" });
  }
  const axes = columns.filter(({ column }) => column.figure === null);
  return { parallel: [...axes, ...(named.length > 0 ? named : [y])], x, y, colour: axes[0] ?? x };
}

/** By the first objective. */
function bestFirst({ rows, objectives: [first] }: ReportRequest): readonly Row[] {
  if (first === undefined) return rows;
  return sortRows(rows, figureColumn(requireFigure(first.figure, "--objective")), first.goal === "min" ? "ascending" : "descending");
}

function choices(columns: readonly PageColumn[]): string {
  const select = (name: string, label: string): string => {
    const options = columns.map((column) => `<option value="${column.key}">${escapeHtml(column.label)}</option>`).join("");
    return `<label>${label} <select data-choice="${name}">${options}</select></label> `;
  };
  return select("x", "across") + select("y", "up") + select("colour", "colour");
}

/** Nothing from anywhere, and no scripts but these. */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return `default-src 'none'; script-src ${hashes.join(" ")}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
}

function licenses(libraries: readonly PageLibrary[]): string {
  return libraries.map(({ name, version, license }) => `<!-- ${name} ${version}\n${license.replaceAll("--", "- -").trim()}\n-->`).join("\n");
}
