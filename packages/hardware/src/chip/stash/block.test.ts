import { expect, test } from "vitest";
import { cyclesOf, runBench, type Stimulus } from "../../testing/block-bench.ts";
import { stashBlock } from "./block.ts";

function run(inputs: Readonly<Record<string, readonly Stimulus[]>>, exact: "burst" | "cycle" = "burst") {
  return runBench({ kind: stashBlock, initial: { latency: 2 }, inputs, cycles: 100, exact });
}

const move = (at: number, rows: number, { words = 9, bytes = 70, pass = 0 } = {}): Stimulus => ({ at, words: [words, rows, bytes * 8 + pass] });

test.each(["burst", "cycle"] as const)("a transfer takes a cycle a row, and its end is seen the latency later, %s", (exact) => {
  const { activities, ...result } = run({ loadRequest: [move(5, 10)], storeRequest: [move(40, 7)] }, exact);
  expect(cyclesOf(result as never, "loadDone")).toEqual([5 + 10 + 2]);
  expect(cyclesOf(result as never, "storeDone")).toEqual([40 + 7 + 2]);
  expect(activities).toEqual({ idle: 83, read: 10, write: 7 });
});

test.each(["burst", "cycle"] as const)("the next one begins when the banks are free, not before, %s", (exact) => {
  const result = run({ loadRequest: [move(5, 10), move(6, 1), move(16, 3)] }, exact);
  expect(cyclesOf(result, "loadDone")).toEqual([17, 18, 21]);
  expect(result.activities).toEqual({ idle: 86, read: 14, write: 0 });
});

test("where both engines wait they take turns, the load engine first", () => {
  const result = run({ loadRequest: [move(5, 4), move(6, 4), move(7, 4)], storeRequest: [move(5, 4), move(6, 4)] });
  expect(cyclesOf(result, "loadDone")).toEqual([11, 19, 27]);
  expect(cyclesOf(result, "storeDone")).toEqual([15, 23]);
});

test("one that had its turn while the other did not ask does not lose the next one", () => {
  const result = run({ loadRequest: [move(5, 4), move(20, 4)], storeRequest: [move(20, 4)] });
  expect(cyclesOf(result, "loadDone")).toEqual([11, 26]);
});

test("bytes and words are counted by direction and pass", () => {
  const { counters } = run({ loadRequest: [move(1, 2, { words: 3, bytes: 40, pass: 2 }), move(2, 1)], storeRequest: [move(1, 1, { words: 5, bytes: 33, pass: 4 })] });
  expect(counters).toMatchObject({ "readBytes.dgrad": 40, "readWords.dgrad": 3, "readBytes.fprop": 70, "readWords.fprop": 9, "writtenBytes.update": 33, "writtenWords.update": 5, "writtenBytes.fprop": 0 });
});
