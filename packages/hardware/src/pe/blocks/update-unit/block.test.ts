import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { updateUnit } from "./block.ts";

const update = 4;
const initial = { elementsPerCycle: 32, latency: 4, chunkElements: 128, window: 8 };

function run(elements: number, arrivals: readonly number[], more: Readonly<Record<string, number>> = {}, exact: "burst" | "cycle" = "burst") {
  const inputs = { pass: [{ at: 10, words: [elements, update, 40, 40] }], data: arrivals.map((at) => ({ at })) };
  return runBench({ kind: updateUnit, initial: { ...initial, ...more }, inputs, exact, cycles: 200 });
}

test.each([2, 4, 7])("with a latency of %i a chunk is at the write port that long after its last cycle, not before", (latency) => {
  expect(cyclesOf(run(128, [20], { latency }), "write")).toEqual([20 + 4 + latency - 1]);
});

test("elements per cycle decide the time of a chunk, the last one is shorter", () => {
  expect(cyclesOf(run(300, [20, 20, 20]), "write")).toEqual([27, 31, 33]);
  expect(cyclesOf(run(300, [20, 20, 20], { elementsPerCycle: 1 }), "write")).toEqual([151]);
});

test("five bytes a parameter each way, and every parameter once", () => {
  const result = run(300, [20, 20, 20]);
  expect(result.responses["read"]!.map(({ words }) => words[0])).toEqual([640, 640, 220]);
  expect(result.responses["write"]!.map(({ words }) => words)).toEqual([
    [640, update, 0, 0],
    [640, update, 0, 0],
    [220, update, 0, 1],
  ]);
  expect(result.counters["update.update"]).toBe(300);
});

test("a burst equals single cycles", () => {
  const gaps = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.integer({ min: 385, max: 512 }), fc.integer({ min: 9, max: 40 }), fc.integer({ min: 1, max: 4 }), gaps, (elements, elementsPerCycle, window, late) => {
      let at = 20;
      const arrivals = late.map((gap) => (at += gap));
      const run1 = (exact: "burst" | "cycle") => run(elements, arrivals, { elementsPerCycle, window }, exact);
      expect(run1("burst")).toEqual(run1("cycle"));
    }),
    { seed: 8, numRuns: 40 },
  );
});
