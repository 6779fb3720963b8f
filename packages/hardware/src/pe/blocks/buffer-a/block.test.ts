import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { bufferA } from "./block.ts";

const fprop = 0;

test("a word a cycle, the first one a cycle after the order, and the half is free behind the last", () => {
  const result = runBench({ kind: bufferA, initial: { portBits: 512 }, inputs: { read: [{ at: 10, words: [16, 1, fprop] }] }, cycles: 60 });
  expect(cyclesOf(result, "words")).toEqual(Array.from({ length: 16 }, (_, word) => 11 + word));
  expect(cyclesOf(result, "freed")).toEqual([26]);
  expect(result.activities).toEqual({ idle: 44, read: 16 });
  expect(result.counters["read.fprop"]).toBe(16);
});

test("writes are counted in whole words of the port", () => {
  const fill = [
    { at: 3, words: [8192, 2] },
    { at: 4, words: [513, 2] },
  ];
  expect(runBench({ kind: bufferA, initial: { portBits: 512 }, inputs: { fill }, cycles: 9 }).counters["write.dgrad"]).toBe(18);
});

test("a burst equals single cycles", () => {
  const reads = fc.array(fc.record({ words: fc.integer({ min: 1, max: 9 }), gap: fc.integer({ min: 0, max: 5 }), frees: fc.nat(1) }), { maxLength: 6 });
  fc.assert(
    fc.property(reads, (orders) => {
      let at = 1;
      const read = orders.map(({ words, gap, frees }) => {
        const stimulus = { at, words: [words, frees, fprop] };
        at += words + gap;
        return stimulus;
      });
      const run = (exact: "burst" | "cycle") => runBench({ kind: bufferA, initial: { portBits: 8 }, inputs: { read }, exact, cycles: 120 });
      expect(run("burst")).toEqual(run("cycle"));
    }),
    { seed: 3, numRuns: 40 },
  );
});
