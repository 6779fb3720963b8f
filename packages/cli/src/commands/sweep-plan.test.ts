import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@lnsim/sweep";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { displayWidth } from "../output/table.ts";
import { shortPaths } from "@lnsim/sweep";
import { sweepPlan, type SweepPlanInput } from "./sweep-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-plan-"));
const file = join(folder, "arrays.yaml");
const storeFile = join(folder, "arrays.sweep");
const wrongFile = join(folder, "wrong.yaml");

const text = `description: Arrays of one product.
machine: systolic
trace: gemm:64,64,64
axes:
  array.rows: 1..64
  energy.extrapolate: [true, false]
constraints:
  - require: array.rows % 2 == 0
    because: tiles are halved
`;

beforeAll(() => {
  writeFileSync(file, text);
  writeFileSync(wrongFile, text.replace("1..64", "1..2000"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const nothing = { parameter: [], list: [], set: [], plugin: [], jobs: 2, format: "table" } as const;

async function plan(input: Partial<SweepPlanInput>): Promise<string> {
  const printed: string[] = [];
  const terminal = { print: async (line: string) => void printed.push(line), hint: () => undefined, stderr: process.stderr, columns: 80, styles: plainStyles, hintStyles: plainStyles };
  expect(await sweepPlan({ ...nothing, ...input }, terminal)).toBe(0);
  return printed.join("\n");
}

const line = { machine: "systolic", trace: "gemm:64,64,64", parameter: ["array.rows=8..64*2"], list: ["dataflow=os,ws"] };

test("the plan of a line lists its points", async () => {
  const shown = await plan(line);
  expect(shown).toContain("systolic on gemm:64,64,64\n");
  expect(await plan({ ...line, list: ["trace=mnist-lenet,mnist-mlp", "machine=systolic"] })).toContain("systolic on 2 traces\n");
  expect(shown).toMatch(/^point {5}rows \(PE\) {2}dataflow$/m);
  expect([...shown.matchAll(/^[0-9a-f]{8} +(\d+) {2}(\w+)$/gm)].map(([, rows, dataflow]) => `${rows} ${dataflow}`)).toEqual(["8 os", "8 ws", "16 os", "16 ws", "32 os", "32 ws", "64 os", "64 ws"]);
  expect(shown).toContain("8 points: 0 cached, 8 to run\n  8 timings and 0 trainings to do\n  no time is known");
});

test("a long one shows its ends, what it leaves out and why", async () => {
  const shown = await plan({ FILE: file });
  expect([...shown.matchAll(/^[0-9a-f]{8} +(\d+)/gm)].map(([, rows]) => rows).filter((_, i, all) => i === 0 || i === all.length - 1)).toEqual(["2", "64"]);
  expect(shown).toContain("... 44 more\n");
  expect(shown).toContain("64 points: 0 cached, 64 to run\n  32 timings and 0 trainings to do, which points share\n");
  expect(shown).toContain("64 combinations left out by array.rows % 2 == 0: tiles are halved");
  for (const each of shown.split("\n")) expect(displayWidth(each)).toBeLessThanOrEqual(80);
});

test("what a store has is cached, and tells how long the rest takes", async () => {
  const { points } = JSON.parse(await plan({ FILE: file, format: "json" }));
  const store = openStore(storeFile);
  for (const { id, values } of points.slice(0, 4)) {
    const of = { name: "x", hash: "x" };
    store.addRow({ id, values, machine: of, trace: of, figures: {}, notes: [] });
    store.addAttempt({ id, values, attempt: 1, worker: "1", startedAt: "", seconds: 3, status: "done", error: null, command: null });
  }
  store.close();
  const shown = await plan({ FILE: file, store: storeFile });
  expect(shown).toContain("64 points: 4 cached, 60 to run\n  30 timings");
  expect(shown).toContain("about 1:30 min with 2 workers, from 4 points measured in this sweep");
  expect([...shown.matchAll(/ cached$/gm)]).toHaveLength(4);
  expect(JSON.parse(await plan({ FILE: file, store: storeFile, format: "json" }))).toMatchObject({ total: 64, cached: 4, left: 60, excluded: [{ count: 64 }], estimate: { seconds: 180 } });
});

test("a store that is not there is empty, and is not made", async () => {
  expect(await plan({ ...line, store: join(folder, "none.sweep") })).toContain("8 points: 0 cached");
  expect(() => openStore(join(folder, "none.sweep"), { create: false })).toThrow(expect.objectContaining({ code: "file-not-found" }));
});

test("one point is shown as what it changes", async () => {
  const { points } = JSON.parse(await plan({ ...line, format: "json" }));
  expect(await plan({ ...line, point: points[1].id.slice(0, 12) })).toBe(
    `${points[1].id}\n  array.rows: 16 -> 8\n  dataflow: os -> ws\n  run it with: lnsim run --machine systolic --trace gemm:64,64,64 --set array.rows=8 --set dataflow=ws`,
  );
  await expect(plan({ ...line, point: "zz" })).rejects.toMatchObject({ code: "unknown-name", path: "--point" });
});

test("wrong values are refused with their place, wrong points with their values", async () => {
  await expect(plan({ FILE: wrongFile })).rejects.toMatchObject({ path: `axes.array.rows in ${wrongFile}:5:3`, found: "1025", expected: "a whole number from 1 to 1024 (PE)" });
  await expect(plan({ ...line, list: ["dataflow=local-a"], parameter: [] })).rejects.toMatchObject({ path: "dataflow of the point dataflow=local-a" });
  await expect(plan({ FILE: file, machine: "systolic" })).rejects.toMatchObject({ code: "invalid-combination", path: "--machine" });
  await expect(plan({ ...line, jobs: 0 })).rejects.toMatchObject({ path: "--jobs" });
});

test("paths are as short as they can be told apart", () => {
  expect(shortPaths(["array.rows", "grid.rows", "pe.lanes", "dataflow"])).toEqual(["array.rows", "grid.rows", "lanes", "dataflow"]);
});
