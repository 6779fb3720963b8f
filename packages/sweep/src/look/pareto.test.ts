import fc from "fast-check";
import { expect, test } from "vitest";
import { parseObjectives } from "./objective.ts";
import { dominates, frontOf, paretoFront } from "./pareto.ts";
import { gridRows, rowOf } from "./rows.fixture.ts";

test("a front of two objectives, with ties and points without figures", () => {
  const costs = [[1, 5], [2, 2], [2, 2], [5, 1], [2, 3], [1, 6], null];
  expect(frontOf(costs)).toEqual([true, true, true, true, false, false, false]);
});

test("the front is what no other point dominates, in any order of the points", () => {
  const cost = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.option(cost, { freq: 8 }), { maxLength: 40 }), (costs) => {
      const defined = costs.map((own) => own !== null && !costs.some((other) => other !== null && dominates(other, own)));
      expect(frontOf(costs)).toEqual(defined);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("rows are compared by their objectives alone", () => {
  const rows = gridRows();
  const front = paretoFront(rows, parseObjectives("cycles,area"));
  expect([...front].toSorted()).toEqual([8, 16, 32, 64].map((size) => `array.rows=${size} numerics.bits=4 array.dataflow=os`).toSorted());
  expect(paretoFront([...rows, rowOf({ x: 1 }, {})], parseObjectives("cycles")).size).toBe(1);
});

test("without objectives every row is as good as any other", () => {
  expect(paretoFront(gridRows(), []).size).toBe(24);
});
