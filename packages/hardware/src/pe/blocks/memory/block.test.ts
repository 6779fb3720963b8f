import { expect, test } from "vitest";
import { cyclesOf, runBench } from "../../../testing/block-bench.ts";
import { memory } from "./block.ts";

const fprop = 0;
const initial = { readRate: 128, writeRate: 64 };

test("a slice arrives behind its last byte, and the sequencer knows a cycle before", () => {
  const result = runBench({ kind: memory, initial, inputs: { loadA: [{ at: 10, words: [1024, 8192, fprop] }] }, cycles: 60 });
  expect(cyclesOf(result, "dataA")).toEqual([19]);
  expect(cyclesOf(result, "arrivedA")).toEqual([18]);
  expect(result.activities).toMatchObject({ read: 8 });
});

test("a mask arrives as a slice does", () => {
  const result = runBench({ kind: memory, initial, inputs: { loadMask: [{ at: 10, words: [129, fprop] }] }, cycles: 60 });
  expect([cyclesOf(result, "maskData"), cyclesOf(result, "arrivedMask")]).toEqual([[13], [12]]);
  expect(result.counters["readMask.fprop"]).toBe(129);
});

test("short transfers share a cycle, in the order A, B, PPU, update", () => {
  const inputs = {
    loadA: [{ at: 10, words: [100, 800, fprop] }],
    loadB: [{ at: 10, words: [28, 224, fprop] }],
    ppuRead: [{ at: 10, words: [64, fprop] }],
    updateRead: [{ at: 10, words: [65, fprop] }],
  };
  const result = runBench({ kind: memory, initial, inputs, cycles: 60 });
  expect(["dataA", "dataB", "ppuData", "updateData"].map((port) => cyclesOf(result, port)[0])).toEqual([12, 12, 13, 14]);
  expect(result.activities).toMatchObject({ read: 3 });
  expect(result.counters).toMatchObject({ "readA.fprop": 100, "readB.fprop": 28, "readPpu.fprop": 64, "readUpdate.fprop": 65 });
});

test("a write is over behind its last byte; the next one waits in its link until the channel is free", () => {
  const inputs = {
    ppuWrite: [
      { at: 10, words: [256, fprop, 16, 0] },
      { at: 11, words: [64, fprop, 4, 1] },
    ],
  };
  const result = runBench({ kind: memory, initial, inputs, cycles: 60 });
  expect(result.responses["ppuWritten"]).toEqual([
    { cycle: 14, words: [16, 0] },
    { cycle: 15, words: [4, 1] },
  ]);
  expect(result.activities).toMatchObject({ write: 5 });
});

test("of writes that wait the PPU's goes first, whichever came first", () => {
  const inputs = {
    ppuWrite: [
      { at: 10, words: [256, fprop, 16, 0] },
      { at: 12, words: [64, fprop, 4, 1] },
    ],
    updateWrite: [{ at: 11, words: [64, fprop, 0, 1] }],
  };
  const result = runBench({ kind: memory, initial, inputs, cycles: 60 });
  expect([cyclesOf(result, "ppuWritten"), cyclesOf(result, "updateWritten")]).toEqual([[14, 15], [16]]);
});

test("reads and writes do not hold each other up", () => {
  const inputs = { loadA: [{ at: 10, words: [512, 4096, fprop] }], updateWrite: [{ at: 12, words: [128, fprop, 0, 1] }] };
  const result = runBench({ kind: memory, initial, inputs, cycles: 60 });
  expect(cyclesOf(result, "dataA")).toEqual([15]);
  expect(cyclesOf(result, "updateWritten")).toEqual([14]);
  expect(result.activities).toMatchObject({ read: 2, "read and write": 2, write: 0 });
});
