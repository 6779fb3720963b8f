import fc from "fast-check";
import { expect, test } from "vitest";
import { edgeOf, tripsOf, unitsReached } from "./stretch.ts";

const cuts = fc.integer({ min: 1, max: 60 }).chain((whole) => fc.record({ whole: fc.constant(whole), tile: fc.integer({ min: 1, max: whole }), unit: fc.integer({ min: 1, max: 20 }) }));

/** Units that each tile reaches into, by looking. */
function reached(whole: number, tile: number, unit: number): number[] {
  const found: number[] = [];
  for (let start = 0; start < whole; start += tile) {
    found.push(Math.floor((Math.min(whole, start + tile) - 1) / unit) - Math.floor(start / unit) + 1);
  }
  return found;
}

test("no full tile reaches into more units, and enough tiles have one that reaches as many", () => {
  fc.assert(
    fc.property(cuts, ({ whole, tile, unit }) => {
      const full = reached(whole - (whole % tile), tile, unit);
      const counted = unitsReached({ whole, tile, size: tile }, unit);
      expect(counted).toBeGreaterThanOrEqual(Math.max(...full));
      if (full.length >= unit || full.length === 1) expect(counted).toBe(Math.max(...full));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("the last tile is counted exactly", () => {
  fc.assert(
    fc.property(cuts, ({ whole, tile, unit }) => {
      fc.pre(whole % tile > 0);
      expect(unitsReached({ whole, tile, size: edgeOf(whole, tile) }, unit)).toBe(reached(whole, tile, unit).at(-1));
    }),
    { seed: 2, numRuns: 500 },
  );
});

test("tiles and their edge make the whole", () => {
  expect([tripsOf(10, 4), edgeOf(10, 4)]).toEqual([3, 2]);
  expect([tripsOf(8, 4), edgeOf(8, 4)]).toEqual([2, 4]);
  expect([tripsOf(3, 3), edgeOf(3, 3)]).toEqual([1, 3]);
});
