import { expect, test } from "vitest";
import { drainFlags, type GemmJob, type VectorJob } from "../../chip/job/job.ts";
import { describePe } from "../../description/description.ts";
import { systolicArray } from "./systolic-array.ts";

const machine = describePe({ array: { kind: "systolic", rows: 8, columns: 4 }, dataflow: "ws", globalBuffer: { bankBytes: 16 }, update: { elementsPerCycle: 8 }, accumulatorBits: 24 });
const gemm: GemmJob = {
  kind: "gemm",
  pass: 0,
  m: 10,
  n: 20,
  k: 30,
  bitsA: 8,
  bitsB: 4,
  bitsOut: 16,
  readsPartialSums: 0,
  writesPartialSums: 0,
  transposesA: 0,
  transposesB: 0,
  maskBits: 0,
  drain: drainFlags.activate + drainFlags.reduce,
};

/** Counts of a job by block and action. */
function countsOf(job: GemmJob | VectorJob): { readonly [action: string]: number } {
  const array = systolicArray(machine);
  const { counts } = array.run(job);
  return Object.fromEntries(array.actions.map(({ block, action }, index) => [`${block}.${action}`, counts[index]!]));
}

test("a job takes what its layer takes in every mode, and its activities tile it", () => {
  // Four folds of k by three of the filters (the op's m); 20 positions stream.
  const cycles = 4 * 3 * (20 + 2 * 8 + 4 - 2);
  for (const exact of ["cycle", "burst", "skip"] as const) {
    const timing = systolicArray(machine, exact).run(gemm);
    expect(timing.cycles).toBe(cycles);
    expect(timing.activity.reduce((sum, spent) => sum + spent, 0)).toBe(cycles);
  }
  expect(systolicArray(machine).lowerBound(gemm)).toBe(cycles);
  expect(systolicArray(machine).issuedSlots(gemm)).toBe(4 * 3 * 20 * 8 * 4);
});

test("operands are read for every fold that takes them, results are written once", () => {
  // Inputs (B, 4 bits) once for each of three column blocks, filters (A, 8 bits) once.
  expect(countsOf(gemm)).toMatchObject({
    "array.mac": 6000,
    "array.idlePe": 456 * 32 - 6000,
    "globalBuffer.read": Math.ceil((3 * 600 * 4) / 128) + Math.ceil((300 * 8) / 128),
    "globalBuffer.write": (200 * 16) / 128,
    "ofmapSram.read": 600,
    "ofmapSram.write": 600,
    "ppu.scale": 200,
    "ppu.activate": 200,
    "ppu.maximum": 200,
    "ppu.quantise": 0,
  });
});

test("partial sums come and go in their own width, and the PPU waits for the last of them", () => {
  const counts = countsOf({ ...gemm, readsPartialSums: 1, writesPartialSums: 1, transposesA: 1 });
  const words = Math.ceil((200 * 24) / 128);
  expect(counts["globalBuffer.read"]! - countsOf(gemm)["globalBuffer.read"]!).toBe(words);
  expect(counts).toMatchObject({ "globalBuffer.write": words, "ppu.scale": 0, "transposer.block": 1 });
});

test("in wgrad the activations, its A, are the inputs", () => {
  expect(systolicArray(machine).run({ ...gemm, pass: 3 }).cycles).toBe(4 * 5 * (10 + 2 * 8 + 4 - 2));
});

test("a pass takes its elements through as many units as there are columns, an update through the update unit", () => {
  const job: VectorJob = {
    kind: "vector",
    pass: 0,
    elements: 101,
    unit: "ppu",
    readBits: 16,
    writeBits: 8,
    operations: [
      { action: "pass", perElement: 1 },
      { action: "quantise", perElement: 1 },
    ],
  };
  expect(systolicArray(machine).run(job).cycles).toBe(26);
  expect(countsOf(job)).toMatchObject({ "globalBuffer.read": 13, "globalBuffer.write": 7, "ppu.quantise": 101, "array.mac": 0 });
  expect(systolicArray(machine).run({ ...job, unit: "update", operations: [{ action: "update", perElement: 1 }] }).cycles).toBe(13);
});
