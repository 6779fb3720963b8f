import { expect, test } from "vitest";
import { parseObjectives } from "../look/objective.ts";
import { rowOf } from "../look/rows.fixture.ts";
import type { AxisValues } from "../point.ts";
import { parseSpace } from "../space/read-space.ts";
import { searchSweep, type ChosenDesign, type Evaluated, type SweepSearch } from "./search-sweep.ts";

const space = await parseSpace(
  `machine: systolic
trace: gemm:64,64,64
axes:
  dataflow: [os, ws]
  array.rows: 1..64
  array.columns: { values: [1..64], when: { dataflow: ws } }
constraints:
  - require: array.rows * array.columns <= 1024
    because: there is no room for more
`,
  { origin: "s.yaml", folder: import.meta.dirname },
);

/** Wide arrays are fast and large; 13 rows are refused. */
async function evaluate(points: readonly AxisValues[]): Promise<readonly Evaluated[]> {
  return points.map((values) => {
    const [rows, columns] = [Number(values["array.rows"]), Number(values["array.columns"] ?? 8)];
    if (rows === 13) return { refused: "an unlucky number" };
    return rowOf(values, { "cycles.perStep": 1e6 / (rows * columns) + Math.abs(rows - columns), "area.totalUm2": rows * columns });
  });
}

const search: SweepSearch = { space, objectives: parseObjectives("cycles,area"), budget: 200, seed: 1 };

test("a search records what was chosen, why, and what came of it", async () => {
  const generations: (readonly ChosenDesign[])[] = [];
  const record = await searchSweep({ ...search, onGeneration: (designs) => generations.push(designs) }, evaluate);
  expect(record).toMatchObject({ space: "s", objectives: search.objectives, budget: 200, population: 20, seed: 1, end: "budget", designs: { length: 200 } });
  expect(generations.map((designs) => designs.length)).toEqual(Array.from({ length: 10 }, () => 20));
  for (const { values, id, refused, figures } of record.designs) {
    expect("array.columns" in values).toBe(values["dataflow"] === "ws");
    expect(Number(values["array.rows"]) * Number(values["array.columns"] ?? 0)).toBeLessThanOrEqual(1024);
    expect(id === null).toBe(values["array.rows"] === 13);
    expect(refused).toBe(id === null ? "an unlucky number" : null);
    expect(figures === null).toBe(id === null);
  }
  const front = record.designs.filter(({ isInFront }) => isInFront);
  expect(front.length).toBeGreaterThan(10);
  const late = front.filter(({ generation }) => generation > 0);
  expect(late.length).toBeGreaterThan(front.length / 2);
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
});

test("what was stopped goes on as if it had not been", async () => {
  const known = new Map<string, Evaluated>();
  let evaluations = 0;
  const stored = async (points: readonly AxisValues[]): Promise<readonly Evaluated[]> => {
    const results = await evaluate(points);
    points.forEach((values, at) => {
      if (!known.has(JSON.stringify(values))) evaluations++;
      known.set(JSON.stringify(values), results[at]!);
    });
    return results;
  };
  const stop = new AbortController();
  const stopped = await searchSweep({ ...search, signal: stop.signal, onGeneration: ([first]) => first!.generation === 4 && stop.abort() }, stored);
  expect(stopped).toMatchObject({ end: "stopped", designs: { length: 100 } });
  expect(await searchSweep(search, stored)).toEqual(await searchSweep(search, evaluate));
  expect(evaluations).toBe(200);
});
