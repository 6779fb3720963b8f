import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@lnsim/sweep";
import { afterAll, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import type { Terminal } from "../output/terminal.ts";
import { sweepSearch, type SweepSearchInput } from "./sweep-search.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

const input: SweepSearchInput = {
  machine: "systolic",
  trace: "gemm:16,16,16",
  parameter: ["array.rows=1..16", "array.columns=1..16"],
  list: [],
  set: [],
  plugin: [],
  numerics: "off",
  store: join(folder, "store"),
  objective: "cycles,area",
  budget: 20,
  "search-seed": 1,
  jobs: 1,
  format: "table",
};

async function search(changes: Partial<SweepSearchInput>): Promise<string> {
  const printed: string[] = [];
  const terminal: Terminal = { print: async (text) => void printed.push(text), hint: () => undefined, stderr: process.stderr, columns: 90, styles: plainStyles, hintStyles: plainStyles };
  expect(await sweepSearch({ ...input, ...changes }, terminal)).toBe(0);
  return printed.join("\n");
}

test("a search keeps rows in the store and reasons beside it, and repeats itself from there", async () => {
  const text = await search({});
  expect(text).toMatch(/20 designs in 3 generations of 8, seed 1; the budget is used\. \d+ are in/);
  expect(text).toMatch(/^ *\d+ +[\d,]+ +[\d.]+ mm\^2 {2}array\.rows=\d+ array\.columns=\d+; /m);
  const store = openStore(join(folder, "store"));
  expect([...store.rows()]).toHaveLength(20);
  const attempts = [...store.attempts()].length;
  const record = readFileSync(join(folder, "store.search.json"), "utf8");
  expect(JSON.parse(record)).toMatchObject({ budget: 20, seed: 1, end: "budget", designs: { length: 20 } });
  expect(await search({ format: "json" })).toBe(record.trimEnd());
  expect([...store.attempts()]).toHaveLength(attempts);
  store.close();
});

test("for programs every event is a line, with the progress of all generations", async () => {
  const lines = (await search({ store: join(folder, "lines"), budget: 12, population: 8, format: "jsonl" })).split("\n").map((line) => JSON.parse(line) as { type: string; progress?: object });
  const types = lines.map(({ type }) => type);
  expect(types.filter((type) => type === "done")).toHaveLength(12);
  expect(types.filter((type) => type !== "done")).toEqual(["started", "finished", "generation", "started", "finished", "generation"]);
  expect(lines.at(-2)).toMatchObject({ progress: { total: 12, done: 12, cached: 0, left: 0 } });
  expect(lines.at(-1)).toMatchObject({ generation: 1, designs: Array.from({ length: 4 }, () => ({ generation: 1 })) });
});

test.each<[Partial<SweepSearchInput>, object]>([
  [{ engine: "postgres://h/d" }, { code: "invalid-combination", path: "--store" }],
  [{ "time-limit": 0 }, { path: "--time-limit" }],
  [{ budget: 0 }, { path: "--budget" }],
  [{ population: 1 }, { path: "--population" }],
  [{ objective: "cycls" }, { code: "unknown-name", nearest: "cycles" }],
  [{ parameter: [] }, { code: "missing-value" }],
  [{ record: join(folder, "no/record.json") }, { code: "file-unwritable" }],
])("refuses %j", async (changes, expected) => {
  await expect(search(changes)).rejects.toMatchObject(expected);
});
