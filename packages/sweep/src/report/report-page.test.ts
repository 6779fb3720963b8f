import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseObjectives } from "../look/objective.ts";
import { gridRows, rowOf } from "../look/rows.fixture.ts";
import type { Attempt } from "../row.ts";
import { reportPage } from "./report-page.ts";
import type { ReportRequest } from "./report-request.ts";

const rows = gridRows();
const attemptAt = (id: string, changes: Partial<Attempt>): Attempt => ({ id, values: {}, attempt: 1, worker: "w", startedAt: "", seconds: 1, status: "done", error: null, command: null, ...changes });
const request: ReportRequest = {
  title: "Arrays",
  rows,
  objectives: parseObjectives("cycles,area"),
  attempts: [attemptAt(rows[0]!.id, { command: "lnsim run --machine 'a b' --set array.rows=8" }), attemptAt("broken", { status: "failed", error: "too large", command: "lnsim run --steps 1" })],
  program: "lnsim 0.0.0",
};
const page = reportPage(request);

/** The page without what its scripts say, so that a failure is readable. */
function markupOf(text: string): string {
  return text.replaceAll(/<script>[\s\S]*?<\/script>/g, "");
}

test("says what the designs are, where they come from and how to repeat them", () => {
  for (const text of ["24 designs, 4 of them in the Pareto front of cycles.perStep (min), area.totalUm2 (min)", "lns-madam", "m".repeat(64), "gemm:64,64,64", "t".repeat(64), "Made by lnsim 0.0.0", "too large"]) {
    expect(markupOf(page)).toContain(text);
  }
  expect(markupOf(page)).toContain("<pre>lnsim run --machine &#39;a b&#39; --set array.rows=8</pre>");
  expect(markupOf(page)).toMatch(/<tr data-id="array.rows=64 numerics.bits=4 array.dataflow=os"[^]*<tr data-id="array.rows=8 numerics.bits=8 array.dataflow=ws"/);
  expect(page.match(/<tr data-id=/g)).toHaveLength(24);
  expect(page.match(/class="front"/g)).toHaveLength(4);
});

test("what is the same everywhere is said once; machines that differ have their hashes in the table", () => {
  const own = rows.map((row, i) => ({ ...row, machine: { name: "systolic", hash: `hash${i}` }, values: { ...row.values, "pe.lanes": 16 }, figures: { ...row.figures, macs: 12_345 } }));
  const text = markupOf(reportPage({ ...request, rows: own }));
  expect(text).toContain("<td>systolic</td><td>24, in the table</td><td>24</td>");
  expect(text).toContain("machine <code>hash7</code>");
  expect(text).toContain("<td>pe.lanes</td><td>16</td>");
  expect(text).toContain("<td>macs</td><td>12345 MAC</td>");
  expect(text).not.toMatch(/<th data-at="\d+">macs/);
});

test("the same request gives the same bytes", () => {
  expect(reportPage(request) === page).toBe(true);
});

test("loads nothing, and runs no script but its own", () => {
  expect(markupOf(page)).not.toMatch(/<(?:link|iframe|img|object|embed|base)\b|<script[^>]* src/i);
  const [, allowed] = /Content-Security-Policy" content="default-src 'none'; script-src ([^;]+);/.exec(page)!;
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, source]) => `'sha256-${createHash("sha256").update(source!).digest("base64")}'`);
  expect(scripts).toHaveLength(4);
  expect(allowed!.split(" ")).toEqual(scripts);
  expect(page.match(/Redistribution|Redistributions/g)!.length).toBeGreaterThan(2);
});

test("text from data is text, wherever it stands", () => {
  const evil = `</script><script>alert(1)</script><b onclick="x()">'"\u2028<!--`;
  const evilRows = [1, 2].map((n) => rowOf({ [evil]: n, kind: `${evil}${n}` }, { "cycles.perStep": n, "area.totalUm2": n }, { id: `${evil}${n}`, notes: [evil], machine: { name: evil, hash: evil }, trace: { name: evil, hash: evil } }));
  const attempts = [attemptAt(`${evil}1`, { command: evil }), attemptAt("gone", { status: "failed", error: evil, command: evil })];
  const whole = reportPage({ ...request, title: evil, rows: evilRows, attempts, program: evil });
  expect(whole.match(/<script/g)).toHaveLength(5);
  expect(whole.includes("<script>alert")).toBe(false);
  const own = markupOf(whole);
  expect(own).not.toContain("<b onclick");
  const [, json] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(own)!;
  expect(JSON.parse(json!).data.rows[0].id).toBe(`${evil}1`);
});

test("does without objectives and attempts, and refuses what has nothing to show", () => {
  expect(markupOf(reportPage({ ...request, objectives: [], attempts: [] }))).toContain("<p>24 designs.</p>");
  expect(() => reportPage({ ...request, rows: [] })).toThrow(expect.objectContaining({ code: "missing-value" }));
});
