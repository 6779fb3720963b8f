import { expect, test } from "vitest";
import { runBench } from "../../bench/block-bench.ts";
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
