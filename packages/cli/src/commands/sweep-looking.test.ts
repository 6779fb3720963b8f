import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Row } from "@lnsim/sweep";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { displayWidth } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { sweepDiff, type SweepDiffInput } from "./sweep-diff.ts";
import { sweepPlot, type SweepPlotInput } from "./sweep-plot.ts";
import { sweepReport } from "./sweep-report.ts";
import { sweepShow, type SweepShowInput } from "./sweep-show.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-looking-"));
const at = (name: string): string => join(folder, name);

function rowOf(rows: number, dataflow: string, factor: number): Row {
  const figures = { "cycles.perStep": Math.round((1000 / rows) * (dataflow === "os" ? 1 : 2) * factor), "area.totalUm2": rows * 1e6 };
  const [machine, trace] = [{ name: "systolic", hash: "m" }, { name: "gemm:8,8,8", hash: "t" }];
  return { id: `${rows}${dataflow}`, values: { "array.rows": rows, "array.dataflow": dataflow }, machine, trace, figures, notes: [] };
}

beforeAll(() => {
  for (const [name, sizes, factor] of [["a", [1, 2, 4], 1], ["b", [1, 2], 1.5]] as const) {
    const store = openStore(at(name));
    for (const rows of sizes) for (const dataflow of ["os", "ws"]) store.addRow(rowOf(rows, dataflow, rows === 2 ? factor : 1));
    store.addAttempt({ id: "1os", values: {}, attempt: 1, worker: "w", startedAt: "", seconds: 1, status: "done", error: null, command: "lnsim run --set array.rows=1" });
    store.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A terminal that keeps what is written. */
function recorder(): { readonly terminal: Terminal; readonly text: () => string; readonly hints: string[] } {
  const printed: string[] = [];
  const hints: string[] = [];
  const terminal: Terminal = { print: async (text) => void printed.push(text), hint: (text) => void hints.push(text), stderr: process.stderr, columns: 90, styles: plainStyles, hintStyles: plainStyles };
  return { terminal, text: () => printed.join("\n"), hints };
}

describe("sweep show", () => {
  const show = async (changes: Partial<SweepShowInput>): Promise<string> => {
    const { terminal, text } = recorder();
    expect(await sweepShow({ store: at("a"), descending: false, top: "40", front: false, where: [], format: "table", ...changes }, terminal)).toBe(0);
    return text();
  };

  test("marks the front, the best first, and says what each axis does", async () => {
    const text = await show({ objective: "cycles,area" });
    expect(text).toContain("6 designs, 3 in the Pareto front (*) of cycles.perStep:min, area.totalUm2:min");
    expect(text).toMatch(/^design +rows +dataflow +cycles +area$/m);
    expect([...text.matchAll(/^(\d[ow]s) +(\*)?/gm)].map(([, id, mark]) => `${id}${mark ?? ""}`)).toEqual(["4os*", "2os*", "4ws", "1os*", "2ws", "1ws"]);
    expect(text).toMatch(/^ {2}array\.rows +100\.0 % {2}1: 1 mm\^2, 2: 2 mm\^2, 4: 4 mm\^2$/m);
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(90);
  });

  test("sorts, selects and cuts off", async () => {
    expect(await show({ sort: "rows", descending: true, where: ["dataflow=os"], top: "2" })).toMatch(/4os[^]*2os[^]*and 1 more/);
    expect(await show({ objective: "cycles,area", front: true })).not.toMatch(/^\dws/m);
    expect(await show({})).toMatch(/1os[^]*2os[^]*1ws/);
  });

  test("prints JSON for programs", async () => {
    const found = JSON.parse(await show({ objective: "cycles,area", format: "json" }));
    expect(found).toMatchObject({ designs: 6, front: 3, rows: [{ id: "4os", isInFront: true, figures: { "cycles.perStep": 250 } }, {}, {}, {}, {}, {}] });
    expect(found.sensitivity["area.totalUm2"][0]).toMatchObject({ axis: "array.rows", share: 1 });
  });

  test("refuses what is not there, without making it", async () => {
    await expect(show({ store: at("none") })).rejects.toMatchObject({ code: "file-not-found" });
    await expect(show({ sort: "colums" })).rejects.toMatchObject({ code: "unknown-name", path: "--sort" });
    await expect(sweepShow({ descending: false, top: "1", front: false, where: [], format: "table" }, recorder().terminal)).rejects.toMatchObject({ code: "missing-value", path: "--store" });
  });
});

describe("sweep diff", () => {
  const diff = async (changes: Partial<SweepDiffInput>) => {
    const { terminal, text } = recorder();
    const code = await sweepDiff({ A: at("a"), B: at("b"), tolerance: 0, top: "20", check: false, format: "table", ...changes }, terminal);
    return { code, text: text() };
  };

  test("lists figures that differ and designs of one side", async () => {
    const { code, text } = await diff({});
    expect(code).toBe(0);
    expect(text).toContain("2 designs are equal, 2 differ, 2 are only in A, 0 only in B.");
    expect(text).toMatch(/2os array\.rows=2 array\.dataflow=os +cycles\.perStep +500 +750 +33\.3 %/);
    expect(text).toMatch(/Only in A {2}2 designs\n {2}4os array\.rows=4 array\.dataflow=os\n {2}4ws/);
  });

  test("exits with 1 where that is asked for and anything differs", async () => {
    expect((await diff({ check: true })).code).toBe(1);
    expect((await diff({ check: true, tolerance: 0.4 })).code).toBe(1);
    expect((await diff({ check: true, B: at("a") })).code).toBe(0);
    await expect(diff({ tolerance: -1 })).rejects.toMatchObject({ path: "--tolerance" });
  });
});

describe("sweep plot and sweep report", () => {
  const plot = async (changes: Partial<SweepPlotInput>) => {
    const { terminal, text, hints } = recorder();
    await sweepPlot({ store: at("a"), kind: "scatter", objective: "cycles,area", where: [], scale: "auto", out: "-", ...changes }, terminal);
    return { text: text(), hints };
  };

  test("a scatter chart is drawn in the terminal, everything into files", async () => {
    expect((await plot({})).text).toContain("systolic on gemm:8,8,8");
    await plot({ kind: "heatmap", out: at("h.svg") });
    expect(readFileSync(at("h.svg"), "utf8")).toContain(">rows<");
    expect((await plot({ kind: "parallel", colour: "dataflow", out: at("p.png") })).hints.at(-1)).toBe(`drawn: ${at("p.png")}`);
    expect(readFileSync(at("p.png")).subarray(1, 4).toString()).toBe("PNG");
  });

  test("refuses other files, and other charts in the terminal", async () => {
    for (const changes of [{ out: at("p.pdf") }, { kind: "heatmap" as const }]) await expect(plot(changes)).rejects.toMatchObject({ code: "invalid-value", path: "--out" });
    await expect(plot({ out: at("no/p.svg") })).rejects.toMatchObject({ code: "file-unwritable" });
  });

  test("the report has every design, and the commands that repeat them", async () => {
    const { terminal, hints } = recorder();
    expect(await sweepReport({ store: at("a"), objective: "cycles,area", where: [], out: at("r.html") }, terminal)).toBe(0);
    const page = readFileSync(at("r.html"), "utf8");
    expect(page.match(/<tr data-id=/g)).toHaveLength(6);
    expect(page.includes("<pre>lnsim run --set array.rows=1</pre>")).toBe(true);
    expect(page).toMatch(/Made by lnsim \d+\.\d+/);
    expect(hints).toEqual([`written: ${at("r.html")}, 6 designs`]);
  });
});
