import fc from "fast-check";
import { expect, test } from "vitest";
import { runBench } from "../../../testing/block-bench.ts";
import { laneRegisters } from "./block.ts";

function load(words: number, swapAt: number, exact: "burst" | "cycle") {
  return runBench({
    kind: laneRegisters,
    inputs: { words: [{ at: 10, words: [0, 0], count: words, stride: 1 }], swap: [{ at: swapAt, words: [words] }] },
    exact,
    cycles: 60,
  });
}

test.each(["burst", "cycle"] as const)("%s: a set is complete in the cycle of its last word, and not before", (exact) => {
  expect(() => load(16, 24, exact)).toThrow(/swapped with/);
  const result = load(16, 25, exact);
  expect(result.counters).toMatchObject({ "load.fprop": 16, swaps: 1 });
  expect(result.activities).toEqual({ hold: 44, load: 16 });
});

test("a set of one word", () => {
  expect(() => load(1, 9, "burst")).toThrow(/swapped with 0 of 1/);
  expect(load(1, 10, "burst").counters["swaps"]).toBe(1);
});

test("a burst equals single cycles, also when words come in pieces", () => {
  const pieces = fc.array(fc.record({ words: fc.integer({ min: 1, max: 9 }), gap: fc.nat(4) }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(pieces, fc.nat(5), (sets, late) => {
      let at = 5;
      const words = sets.map(({ words: count, gap }) => {
        const stimulus = { at, words: [0, 0], count, stride: 1 };
        at += count + gap;
        return stimulus;
      });
      const total = sets.reduce((sum, set) => sum + set.words, 0);
      const run = (exact: "burst" | "cycle") => runBench({ kind: laneRegisters, inputs: { words, swap: [{ at: at + late, words: [total] }] }, exact, cycles: 90 });
      expect(run("burst")).toEqual(run("cycle"));
    }),
    { seed: 2, numRuns: 40 },
  );
});
