import { expect, test } from "vitest";
import { RunPlanner } from "@lnsim/simulator";
import { planSweep } from "../plan/plan-sweep.ts";
import { searchSweep } from "../search/search-sweep.ts";
import { keyOfValues } from "./key-of-values.ts";
import { mistakesIn } from "./place.ts";
import { pointsOf } from "./points-of.ts";
import { parseSpace } from "./read-space.ts";

const planner = new RunPlanner();
const parse = (text: string) => parseSpace(text, { origin: "s.yaml", folder: import.meta.dirname });
const arrays = `machine: systolic
trace: gemm:64,64,64
axes: { numerics.format: [int8, fp16], array.rows: [4, 8, 12, 16], array.columns: [8, 12] }
`;
const limit = "constraints:\n  - { require: area.totalUm2 <= 100000, because: there is no more }\n";
const largest = "  - { most: array.rows * array.columns, because: the largest will do }\n";

test("a constraint on silicon keeps out machines that are larger, before any is run", async () => {
  const space = await parse(arrays + limit);
  const { points, excluded } = pointsOf(space);
  expect(space.areas!.size).toBe(16);
  for (const values of points) expect(space.areas!.get(keyOfValues(values))).toBeLessThanOrEqual(100_000);
  expect(points.length + excluded[0]!.count).toBe(16);
  expect(excluded[0]!.count).toBeGreaterThan(0);
});

test("the silicon of a constraint is the one that its run reports", async () => {
  const space = await parse("machine: lns-madam-chip\ntrace: gemm:64,64,64\naxes: { pe.lanes: [16] }\nconstraints: [{ require: area.totalUm2 > 0, because: it is there }]\n");
  const { runPoint } = await import("../execute/run-point.ts");
  const { points } = await planSweep(space, undefined, planner);
  const { figures } = await runPoint(points[0]!);
  expect([...space.areas!.values()]).toEqual([figures["area.totalUm2"]]);
});

test("the most of something is looked for among points that differ only in what it names; equal ones stay", async () => {
  const { points, excluded } = pointsOf(await parse(arrays + limit + largest));
  const found = points.map((values) => [values["numerics.format"], Number(values["array.rows"]) * Number(values["array.columns"])]);
  expect(found).toEqual([["int8", 144], ["fp16", 32]]);
  expect(excluded[1]!.count).toBe(16 - excluded[0]!.count - 2);
  const equal = pointsOf(await parse(`${arrays.replace("[4, 8, 12, 16]", "[8, 12]")}constraints:\n${largest.replace("array.rows * array.columns", "array.rows * 0 + array.columns * 0")}`));
  expect(equal.points).toHaveLength(8);
});

test("what a constraint cannot mean is refused", async () => {
  const messages = async (text: string) => parse(text).then(() => [], (error: unknown) => mistakesIn(error).map(({ code, path }) => `${code} ${path}`));
  expect(await messages(`${arrays}constraints:\n  - { require: array.rows > 4, most: array.rows, because: x }\n`)).toEqual(["invalid-value constraints.0 in s.yaml:5:5"]);
  expect(await messages(`machine: systolic\ntrace: gemm:64,64,64\naxes: { numerics.format: [int8, tf32] }\n${limit}`)).toEqual(["unsupported numerics.format of the point numerics.format=tf32"]);
  const space = await parse(arrays + limit + largest);
  await expect(searchSweep({ space, objectives: [], budget: 4, seed: 1 }, async () => [])).rejects.toMatchObject({ code: "unsupported", path: "constraints.1.most in s.yaml:6:7" });
});

test("axes that go together may repeat a value of one of them, not all at once", async () => {
  const zipped = (columns: string) => `machine: systolic\ntrace: gemm:64,64,64\nzip:\n  - array.rows: [8, 8, 16]\n    array.columns: ${columns}\n`;
  expect(pointsOf(await parse(zipped("[8, 16, 8]"))).points).toHaveLength(3);
  await expect(parse(zipped("[8, 8, 16]"))).rejects.toMatchObject({ code: "invalid-value", path: "zip.0 in s.yaml:4:5", found: "8, 8" });
});
