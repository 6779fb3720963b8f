import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-shards-"));
afterAll(() => rmSync(folder, { recursive: true }));

const axes = ["--machine", "systolic", "--trace", "gemm:16,16,16", "-P", "array.rows=2..16*2", "-L", "dataflow=os,ws"];
const sweep = (store: string, ...args: string[]) => lnsim(["sweep", "run", ...axes, "--store", store, "--jobs", "1", ...args], { cwd: folder });
const merge = (...args: string[]) => lnsim(["sweep", "merge", ...args], { cwd: folder });
const exported = async (store: string) => (await lnsim(["sweep", "export", "--store", store], { cwd: folder })).stdout;

test("shards in one store, and shards in stores of their own, give the bytes of a sweep in one piece", async () => {
  const [whole, ...parts] = await Promise.all([sweep("whole.sweep"), ...[1, 2, 3].map((shard) => sweep("one.sweep", "--shard", `${shard}/3`))]);
  expect(parts.map(({ code, stdout }) => [code, stdout.slice(0, 15)])).toEqual([[0, "2 points: 2 run"], [0, "3 points: 3 run"], [0, "3 points: 3 run"]]);
  expect(whole.code).toBe(0);
  const csv = await exported("whole.sweep");
  expect(csv.split("\n")).toHaveLength(10);
  expect(await exported("one.sweep")).toBe(csv);

  await Promise.all([1, 2].map((shard) => sweep(`part${shard}.sweep`, "--shard", `${shard}/2`)));
  expect(await exported("part1.sweep")).not.toBe(csv);
  expect(await merge("part1.sweep", "part2.sweep", "--store", "merged.sweep")).toMatchObject({ code: 0, stdout: "8 new rows from 2 stores, 8 rows now\nrows are in merged.sweep\n" });
  expect(await exported("merged.sweep")).toBe(csv);

  const changed = new DatabaseSync(join(folder, "one.sweep"));
  changed.exec(`UPDATE rows SET row = replace(row, '"notes":[]', '"notes":["no"]')`);
  changed.close();
  const refused = await merge("merged.sweep", "one.sweep", "--store", "new.sweep");
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, "", expect.stringMatching(/different results of one point\n.*merged\.sweep and one\.sweep/)]);
});
