import fc from "fast-check";
import { expect, test } from "vitest";
import { firstCycle, lastCycle } from "./find-cycle.ts";

test("the first and the last cycle of a set are found wherever they are", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 300 })), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (cycles, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const happens = (x: number, y: number): boolean => cycles.some((cycle) => cycle >= x && cycle < y);
      const within = cycles.filter((cycle) => cycle >= from && cycle < to);
      expect(firstCycle(happens, from, to)).toBe(within.length === 0 ? null : Math.min(...within));
      expect(lastCycle(happens, from, to)).toBe(within.length === 0 ? null : Math.max(...within));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("it takes as many questions as the distance has digits", () => {
  let questions = 0;
  const found = firstCycle((from, to) => (questions++, from <= 40_000_000 && to > 40_000_000), 0, 50_000_000);
  expect(found).toBe(40_000_000);
  expect(questions).toBeLessThan(60);
});
