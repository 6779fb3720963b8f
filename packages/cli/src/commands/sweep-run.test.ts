import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import type { Terminal } from "../output/terminal.ts";
import { sweepRun, type SweepRunInput } from "./sweep-run.ts";
import { sweepWorker } from "./sweep-worker.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));
const store = join(folder, "store");

const terminal: Terminal = { print: async () => undefined, hint: () => undefined, stderr: process.stderr, columns: 90, styles: plainStyles, hintStyles: plainStyles };
const input: SweepRunInput = { machine: "systolic", trace: "gemm:8,8,8", parameter: ["array.rows=2..3"], list: [], set: [], plugin: [], numerics: "off", format: "table" };

test.each<[string, Partial<SweepRunInput>, object]>([
  ["neither a store nor an engine", {}, { code: "missing-value", path: "--store" }],
  ["a store beside an engine", { engine: "postgres://h/d", store: "postgres://u:secret@h/d" }, { code: "invalid-combination", path: "--store", found: "postgres://u:***@h/d" }],
  ["tries without an engine", { store, tries: 3 }, { code: "invalid-combination", path: "--tries", found: "3" }],
  ["a lease without an engine", { store, lease: 60 }, { code: "invalid-combination", path: "--lease" }],
  ["an engine that is no database", { engine: "postgre.db" }, { code: "invalid-value", found: "postgre.db" }],
  ["no jobs without an engine", { store, jobs: 0 }, { code: "invalid-value", path: "--jobs", expected: "a whole number from 1" }],
  ["a store at an address of another kind", { store: "mysql://h/d" }, { code: "invalid-value", found: "mysql://h/d" }],
])("%s is refused", async (_, changes, expected) => {
  await expect(sweepRun({ ...input, ...changes }, terminal)).rejects.toMatchObject(expected);
});

test("a worker without jobs is refused before it connects", async () => {
  await expect(sweepWorker({ URL: "postgres://127.0.0.1:1/d", jobs: 0, "until-empty": true, format: "table" }, terminal)).rejects.toMatchObject({ code: "invalid-value", path: "--jobs" });
});
