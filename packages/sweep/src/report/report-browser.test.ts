import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseObjectives } from "../look/objective.ts";
import { gridRows } from "../look/rows.fixture.ts";
import { findChromium, openInChromium } from "./browser.fixture.ts";
import { reportPage } from "./report-page.ts";

const chromium = findChromium();
if (chromium === undefined) console.log("SKIPPED: the report is not opened in a browser, Debian's package chromium is not installed");

const evil = `<img src=x onerror="document.documentElement.dataset.evil=1">`;
const rows = gridRows().map((row) => ({ ...row, values: { ...row.values, "array.dataflow": `${row.values["array.dataflow"]} ${evil}` }, notes: [evil] }));
const page = reportPage({ title: `Arrays ${evil}`, rows, objectives: parseObjectives("cycles,area"), attempts: [], program: "lnsim" });

/** The part of a document that is drawn into the element of that id. */
function drawnIn(dom: string, id: string): string {
  const [, part] = new RegExp(`<div id="${id}"[^>]*>([\\s\\S]*?</svg>)`).exec(dom) ?? [];
  return part ?? "";
}

/** Marks of rows in a drawing. */
function marks(drawing: string, role: string): readonly string[] {
  return [...drawing.matchAll(/<path[^>]*aria-roledescription="([^"]*)"[^>]*>/g)].filter(([, found]) => found === role).map(([path]) => path);
}

describe.skipIf(chromium === undefined)("in Chromium, the report", () => {
  test("draws a point and a line per design, and nothing from data runs", async () => {
    const { dom, screenshot } = await openInChromium(chromium!, page);
    expect(dom).toContain('data-charts="drawn"');
    const scatter = drawnIn(dom, "scatter");
    expect(marks(scatter, "point")).toHaveLength(24);
    expect(new Set(marks(scatter, "point").map((path) => /transform="([^"]*)"/.exec(path)![1])).size).toBe(24);
    expect(scatter).toContain("cycles.perStep (cycle)");
    expect(marks(drawnIn(dom, "parallel"), "line mark")).toHaveLength(24);
    expect(dom).not.toMatch(/data-evil|<img/);
    expect(screenshot.length).toBeGreaterThan(40_000);
    keep(screenshot);
  });

  test("shows what its address asks for", async () => {
    const { dom } = await openInChromium(chromium!, page, "#x=c0&front=only&colour=c2");
    const scatter = drawnIn(dom, "scatter");
    expect(marks(scatter, "point")).toHaveLength(4);
    expect(scatter).toContain(">array.rows<");
    expect(dom.match(/<tr [^>]*hidden/g)).toHaveLength(20);
  });
});

/** Leaves the picture where LNSIM_SCREENSHOTS names a folder. */
function keep(screenshot: Uint8Array): void {
  const folder = process.env["LNSIM_SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "sweep-report.png"), screenshot);
}
