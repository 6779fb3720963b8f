import fc from "fast-check";
import { expect, test } from "vitest";
import { ordersOf } from "./dataflow.ts";
import { tripsOfTile } from "./footprint.ts";
import { cutProblems } from "./problem.fixture.ts";
import { spillsPartialSums, visitsOf } from "./reuse.ts";
import { walkTiles } from "./tile-walk.fixture.ts";

test("tiles are visited as often as a walk over all of them finds", () => {
  fc.assert(
    fc.property(cutProblems, ({ problem, mapping }) => {
      const walked = walkTiles({ ...problem, count: 1 }, mapping);
      const trips = tripsOfTile(problem, mapping.tile);
      const loads = (operand: "a" | "b"): number => walked.filter((tile) => tile.loaded[operand] > 0).length;
      expect(visitsOf("a", mapping.order, trips) * trips.m * trips.k).toBe(loads("a"));
      expect(visitsOf("b", mapping.order, trips) * trips.n * trips.k).toBe(loads("b"));
      const stores = walked.filter(({ stored }) => stored.out + stored.partialSums > 0).length;
      expect(visitsOf("out", mapping.order, trips) * trips.m * trips.n).toBe(stores);
      expect(spillsPartialSums(mapping.order, trips)).toBe(walked.some(({ stored }) => stored.partialSums > 0));
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("every dataflow keeps in place what it is named after", () => {
  const trips = { m: 3, n: 4, k: 5 };
  for (const order of [...ordersOf("os"), ...ordersOf("local-a")]) expect(spillsPartialSums(order, trips)).toBe(false);
  for (const order of ordersOf("ws")) expect(visitsOf("a", order, trips)).toBe(1);
  for (const order of ordersOf("is")) expect(visitsOf("b", order, trips)).toBe(1);
  for (const order of ordersOf("local-a")) expect(visitsOf("a", order, { ...trips, k: 1 })).toBe(1);
});

test("loops of one trip do not bring a tile again", () => {
  expect(visitsOf("a", ["n", "m", "k"], { m: 1, n: 7, k: 1 })).toBe(1);
  expect(visitsOf("a", ["n", "m", "k"], { m: 2, n: 7, k: 1 })).toBe(7);
  expect(visitsOf("b", ["m", "n", "k"], { m: 9, n: 1, k: 1 })).toBe(1);
});
