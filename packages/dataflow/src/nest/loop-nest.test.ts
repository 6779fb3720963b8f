import fc from "fast-check";
import { expect, test } from "vitest";
import { cutProblems, dataflows } from "../problem.fixture.ts";
import { gridNest, type GridArray } from "./grid-nest.ts";
import { nestText, type LoopNest } from "./loop-nest.ts";
import { systolicNest } from "./systolic-nest.ts";
import { tileNest } from "./tile-nest.ts";

const array: GridArray = { dataflow: "local-a", rows: 2, columns: 2, lanes: 32, vectorSize: 32, collectorDepth: 16 };

/** For every dimension, the pieces that the first full trip of each loop leaves to the loop inside it. */
function expectNested(nest: LoopNest, whole: Readonly<Record<string, number>>): void {
  const left = new Map(Object.entries(whole));
  for (const { dimension, trips, step, last } of nest.flatMap(({ loops }) => loops)) {
    expect((trips - 1) * step + last).toBe(left.get(dimension));
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThanOrEqual(step);
    left.set(dimension, step);
  }
}

test("every loop cuts up what the loops around it leave, at all levels", () => {
  const arrays = fc.record({
    dataflow: fc.constantFrom(...dataflows),
    rows: fc.integer({ min: 1, max: 4 }),
    columns: fc.integer({ min: 1, max: 4 }),
    lanes: fc.integer({ min: 1, max: 5 }),
    vectorSize: fc.integer({ min: 1, max: 5 }),
    collectorDepth: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(cutProblems, arrays, ({ problem, mapping }, grid) => {
      const whole = { m: problem.m, n: problem.n, k: problem.k, product: problem.count };
      const nest = [tileNest(problem, mapping), ...gridNest(grid, mapping.tile)];
      expectNested(nest, whole);
      expect(nest[1]!.loops[0]!.trips).toBeLessThanOrEqual(grid.rows);
      expect(nest[1]!.loops[1]!.trips).toBeLessThanOrEqual(grid.columns);
      if (grid.dataflow !== "local-a") expectNested([tileNest(problem, mapping), systolicNest({ ...grid, dataflow: grid.dataflow }, mapping.tile)], whole);
    }),
    { seed: 12, numRuns: 200 },
  );
});

test("a nest prints as indented text, edges named", () => {
  const problem = { m: 300, n: 64, k: 256, count: 8, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 0 } as const;
  const mapping = { tile: { m: 128, n: 64, k: 256 }, order: ["m", "n", "k"] } as const;
  expect(nestText([tileNest(problem, mapping), ...gridNest(array, mapping.tile)]).split("\n")).toEqual([
    "memory to global buffer",
    "  for product: 8 x 1 (product)",
    "    for m: 3 x 128, the last 44 (tile)",
    "      for n: 1 x 64 (tile)",
    "        for k: 1 x 256 (tile)",
    "          global buffer to PEs",
    "            spread m: 2 x 64 (row of PEs)",
    "              spread n: 2 x 32 (column of PEs)",
    "                PE",
    "                  for m: 2 x 32 (block of lanes)",
    "                    for n: 2 x 16 (collector)",
    "                      for k: 8 x 32 (slice)",
    "                        for n: 16 x 1 (cycle)",
    "                          spread m: 32 x 1 (lane)",
    "                            spread k: 32 x 1 (term)",
  ]);
});

test("a systolic array folds the loops that lie along it and streams the third", () => {
  const tile = { m: 100, n: 40, k: 30 };
  const size = { rows: 16, columns: 8 };
  const trips = (dataflow: "os" | "ws" | "is"): readonly number[] => systolicNest({ dataflow, ...size }, tile).loops.slice(0, 3).map((loop) => loop.trips);
  expect(trips("os")).toEqual([3, 13, 30]);
  expect(trips("ws")).toEqual([2, 13, 40]);
  expect(trips("is")).toEqual([2, 5, 100]);
});
