import fc from "fast-check";
import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { ppu } from "./block.ts";
import { passTable, type PassPlan } from "./pass-table.ts";
import { tileFlags } from "./state.ts";

const fprop = 0;
const rates = { writeRate: 128 };
const initial = { ...rates, rowCycles: 1, latency: 4, chunkElements: 128, window: 2 };

function drain(rows: number, bytes: number, more: Readonly<Record<string, number>> = {}, exact: "burst" | "cycle" = "burst") {
  const inputs = {
    tile: [{ at: 10, words: [rows, bytes, tileFlags.maximum + tileFlags.last, fprop] }],
    rows: [{ at: 11, words: [0, 32, fprop], count: rows, stride: 1 }],
  };
  return runBench({ kind: ppu, initial: { ...initial, ...more }, inputs, exact, cycles: 80 });
}

/** Cycle in which memory can take the last byte of a tile: its request is seen, then bytes move from the next cycle on. */
const lastByte = (requestAt: number, bytes: number) => requestAt + Math.ceil(bytes / rates.writeRate);

test.each([2, 4, 9])("with a latency of %i the last result reaches memory that long after its row has left, not before", (latency) => {
  const result = drain(16, 1024, { latency });
  expect(lastByte(cyclesOf(result, "write")[0]!, 1024)).toBe(10 + 16 + latency);
  expect(result.responses["write"]![0]!.words).toEqual([1024, fprop, 16, 1]);
});

test("a memory slower than the drain gets the first result as soon as it is out", () => {
  expect(cyclesOf(drain(16, 16 * 256), "write")).toEqual([10 + 4]);
  expect(cyclesOf(drain(1, 64), "write")).toEqual([10 + 4]);
});

test("elements are counted by what becomes of them", () => {
  expect(drain(16, 1024).counters).toMatchObject({ "scale.fprop": 512, "maximum.fprop": 512, "quantise.fprop": 0, results: 512 });
});

test("sums for a normalisation behind are two additions and a product a result", () => {
  const inputs = {
    tile: [{ at: 10, words: [16, 1024, tileFlags.statistics, fprop] }],
    rows: [{ at: 11, words: [0, 32, fprop], count: 16, stride: 1 }],
  };
  const { counters } = runBench({ kind: ppu, initial, inputs, cycles: 80 });
  expect(counters).toMatchObject({ "scale.fprop": 512, "add.fprop": 1024, "multiply.fprop": 512, "maximum.fprop": 0 });
});

const quantise: PassPlan = { fullCycles: 4, lastCycles: 2, actions: { quantise: 300 } };
const loss: PassPlan = { fullCycles: 36, lastCycles: 30, actions: { maximum: 200, exponential: 100, divide: 100 } };
const attachment = passTable([quantise, loss]);

test("a pass requests what its window allows, and works as long as its row of the table says", () => {
  const inputs = { pass: [{ at: 10, words: [300, 1, 16, 8] }], data: [{ at: 20 }, { at: 21 }, { at: 40 }] };
  const result = runBench({ kind: ppu, initial, attachment, inputs, cycles: 80 });
  expect(result.responses["read"]).toEqual([
    { cycle: 11, words: [256, 1] },
    { cycle: 12, words: [256, 1] },
    { cycle: 25, words: [88, 1] },
  ]);
  expect(result.responses["write"]).toEqual([
    { cycle: 27, words: [128, 1, 0, 0] },
    { cycle: 31, words: [128, 1, 0, 0] },
    { cycle: 45, words: [44, 1, 0, 1] },
  ]);
  expect(result.activities).toMatchObject({ pass: 10, memory: 10 + 12 });
  expect(result.counters["quantise.loss"]).toBe(300);
});

test("passes are told apart by their row", () => {
  const inputs = { pass: [{ at: 10, words: [100, 1 + 8 * 1, 16, 16] }], data: [{ at: 20 }] };
  const result = runBench({ kind: ppu, initial, attachment, inputs, cycles: 80 });
  expect(result.activities["pass"]).toBe(30);
  expect(result.counters).toMatchObject({ "maximum.loss": 200, "exponential.loss": 100, "divide.loss": 100, "quantise.loss": 0 });
});

test("a burst equals single cycles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3000 }), (rows, bytes) => {
      expect(drain(rows, bytes, {}, "burst")).toEqual(drain(rows, bytes, {}, "cycle"));
    }),
    { seed: 7, numRuns: 40 },
  );
});
