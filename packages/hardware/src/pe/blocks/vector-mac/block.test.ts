import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { firstOfTile, lastOfTile, packTag } from "../tag.ts";
import { vectorMac } from "./block.ts";
import { vectorMacActivityNames } from "./state.ts";

const aPort = vectorMacActivityNames.indexOf("A port");
const memory = vectorMacActivityNames.indexOf("memory");
const tag = packTag(0, firstOfTile + lastOfTile, 20, 7);
const kind = vectorMac(2);
const initial = { lanes: 32, vectorSize: 32 };

function slot(vectors: number, cycles: number, latency: number, exact: "burst" | "cycle" = "burst") {
  const inputs = { issue: [{ at: 10, words: [aPort, vectors, cycles, tag] }], vectors: [{ at: 10, words: [0], count: vectors, stride: 1 }] };
  return runBench({ kind, initial, inputs, latency: { results: latency }, exact, cycles: 10 + cycles });
}

test.each([1, 2, 6, 40])("a result is in the collector %i cycles after its vector was accepted, not before", (latency) => {
  const inputs = { issue: [{ at: 10, words: [aPort, 3, 3, tag] }], vectors: [{ at: 10, words: [0], count: 3, stride: 1 }] };
  const result = runBench({ kind, initial, inputs, latency: { results: latency }, cycles: 100 });
  expect(cyclesOf(result, "results")).toEqual([10 + latency, 11 + latency, 12 + latency]);
});

test("a slot is work for its vectors and slack for the rest", () => {
  const result = slot(5, 16, 6);
  expect(result.activities).toMatchObject({ idle: 10, multiply: 5, "A port": 11 });
  expect(result.counters).toMatchObject({ "dot.fprop": 100, "term.fprop": 3200, "mac.fprop": 700, "idleLane.fprop": 32 * 16 - 100 });
});

test("vectors that come late leave gaps of slack", () => {
  const inputs = { issue: [{ at: 10, words: [aPort, 2, 8, tag] }], vectors: [{ at: 13, words: [0] }, { at: 17, words: [1] }] };
  const result = runBench({ kind, initial, inputs, cycles: 18 });
  expect(result.activities).toMatchObject({ multiply: 2, "A port": 6 });
});

test("an order in the middle of a slot is refused, behind it taken", () => {
  const run = (at: number) =>
    runBench({ kind, initial, inputs: { issue: [{ at: 10, words: [aPort, 1, 8, tag] }, { at, words: [memory, 0, 0, 0] }], vectors: [{ at: 10, words: [0] }] }, cycles: 30 });
  expect(() => run(17)).toThrow(/middle of a slot/);
  expect(run(18).activities).toMatchObject({ multiply: 1, "A port": 7, memory: 12 });
});

test("a retirement records the cycles spent so far", () => {
  const inputs = {
    issue: [{ at: 10, words: [aPort, 4, 8, tag] }],
    vectors: [{ at: 10, words: [0], count: 4, stride: 1 }],
    retired: [
      { at: 12, words: [0] },
      { at: 17, words: [1] },
    ],
  };
  const { counters } = runBench({ kind, initial, inputs, cycles: 18 });
  expect(counters).toMatchObject({ "op0.idle": 10, "op0.multiply": 2, "op0.A port": 0, "op1.idle": 10, "op1.multiply": 4, "op1.A port": 3 });
});

test("a burst equals single cycles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(20), fc.integer({ min: 1, max: 9 }), (vectors, slack, latency) => {
      expect(slot(vectors, vectors + slack, latency, "burst")).toEqual(slot(vectors, vectors + slack, latency, "cycle"));
    }),
    { seed: 5, numRuns: 40 },
  );
});
