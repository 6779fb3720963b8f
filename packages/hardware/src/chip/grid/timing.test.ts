import { describe, expect, test } from "vitest";
import { machineWithDefaults, type PartialMachineValues } from "../../description/parameters.ts";
import type { GemmJob, Job } from "../job/job.ts";
import { peGridArray } from "./grid-array.ts";

const plain = { kind: "gemm", pass: 0, bitsA: 8, bitsB: 8, bitsOut: 16, readsPartialSums: 0, writesPartialSums: 0, transposesA: 0, transposesB: 0, maskBits: 0, drain: 0 } as const;
const tile: GemmJob = { ...plain, m: 32, n: 16, k: 256 };

function arrayOf(values: PartialMachineValues) {
  return peGridArray({ ...machineWithDefaults(values), accumulatorBits: 24, mode: "burst" });
}

function cycles(values: PartialMachineValues, job: Job): number {
  return arrayOf(values).run(job).cycles;
}

/** Cycles of an activity over all PEs. */
function spent(values: PartialMachineValues, job: Job, name: string): number {
  const array = arrayOf(values);
  const { activity } = array.run(job);
  return array.activities.reduce((sum, one, index) => (array.workers.includes(one.block) && one.name === name ? sum + activity[index]! : sum), 0);
}

describe("one tile of the reference PE, cycle by cycle", () => {
  // 16 packets of the first slice of A one a cycle, 2 cycles of the bank, 1 hop; 16 cycles of the port; 8 slots of 16;
  // 6 of the pipeline; 16 rows through the PPU, 4 later and a hop away the last of them; it is in the global buffer a cycle later.
  const alone = 15 + 2 + 1 + 16 + 8 * 16 + 6 + 16 + 4 + 1 + 1;

  test("takes what its parts take", () => expect(cycles({}, tile)).toBe(alone));
  test("a cycle more of the bank is a cycle more", () => expect(cycles({ globalBuffer: { latencyCycles: 3 } }, tile)).toBe(alone + 1));
  test("a hop is passed on the way in and on the way out", () => expect(cycles({ noc: { hopCycles: 4 } }, tile)).toBe(alone + 2 * 3));
  test("the transposer holds a block back, and lets a packet of 64 bytes pass every other cycle", () => {
    // So many banks that A does not run into B, which it overtakes.
    expect(cycles({ globalBuffer: { banks: 1024 } }, { ...tile, transposesB: 1 })).toBe(alone + 32 + 7 * 2 - 15);
  });
  test("a link of half the width takes two cycles for a packet, and the last slice comes too late for its slot", () => {
    // 128 packets of A, one slot behind them; 16 packets of results of two flits, of which the first is ready a cycle after the first row.
    const last = 127 * 2 + 2 + 1 + 1 + 16 + 16;
    expect(cycles({ noc: { linkBytes: 32 } }, tile)).toBe(last + 6 + 1 + 4 + 1 + 16 * 2);
  });
  test("a result is written when its last flit has come", () => {
    // A packet of one element, ready at once: it is there behind the unit, the hop and its flits, and written in the cycle of the last of these.
    const pass = { kind: "vector", pass: 0, elements: 1, unit: "ppu", readBits: 0, writeBits: 8, operations: [{ action: "pass", perElement: 1 }] } as const;
    const wide = cycles({}, pass);
    expect([64, 63, 32, 31, 1].map((linkBytes) => cycles({ noc: { linkBytes } }, pass) - wide)).toEqual([0, 1, 1, 2, 63]);
  });
});

test("one bank serves one packet a cycle: streams of A and B take turns, and the loser's PE says so", () => {
  const twice = { ...tile, n: 32 };
  const one = { globalBuffer: { banks: 1 } };
  expect(spent({}, twice, "bank conflict")).toBe(0);
  expect(cycles(one, twice)).toBeGreaterThan(cycles({}, twice));
  expect(spent(one, { ...twice, k: 2048, n: 64 }, "bank conflict")).toBeGreaterThan(0);
});

test("without multicast every receiver is sent its own packets", () => {
  const job: GemmJob = { ...plain, m: 128, n: 64, k: 256 };
  const grid = { rows: 4, columns: 4 };
  const reads = (multicast: boolean): number => {
    const array = arrayOf({ grid, noc: { multicast } });
    return array.run(job).counts[array.actions.findIndex(({ block, action }) => block === "globalBuffer" && action === "read")]!;
  };
  expect(reads(true)).toBe((128 * 256 + 64 * 256) / 64);
  expect(reads(false)).toBe(4 * reads(true));
});

test("partial sums are read and written in words of the accumulator, masks per result", () => {
  const array = arrayOf({});
  const words = (job: GemmJob): readonly number[] => {
    const { counts } = array.run(job);
    return ["read", "write"].map((wanted) => counts[array.actions.findIndex(({ block, action }) => block === "globalBuffer" && action === wanted)]!);
  };
  const operands = (32 * 256 + 16 * 256) / 64;
  const results = 32 * 16;
  expect(words(tile)).toEqual([operands, (results * 2) / 64]);
  expect(words({ ...tile, writesPartialSums: 1, maskBits: 8 })).toEqual([operands, (results * 3) / 64]);
  expect(words({ ...tile, readsPartialSums: 1, maskBits: 8 })).toEqual([operands + (results * (3 + 1)) / 64, (results * 2) / 64]);
});

test("a pass is as fast as its unit, or as the buses that bring its operands", () => {
  const pass = { kind: "vector", pass: 0, elements: 1 << 16, unit: "ppu", readBits: 2, writeBits: 2, operations: [{ action: "pass", perElement: 1 }] } as const;
  const perPe = pass.elements / 16;
  const grid = { rows: 4, columns: 4 };
  expect(cycles({ grid }, pass)).toBeLessThan(perPe / 32 + 50);
  expect(cycles({ grid }, { ...pass, readBits: 32 })).toBeGreaterThan((4 * perPe * 4) / 64);
  expect(cycles({ grid, ppu: { exponentialsPerCycle: 4 } }, { ...pass, operations: [...pass.operations, { action: "exponential", perElement: 1 }] })).toBeGreaterThan(perPe / 32 + perPe / 4);
});

test("long loops are skipped", () => {
  const description = { ...machineWithDefaults({ grid: { rows: 2, columns: 2 } }), accumulatorBits: 24 };
  const job: GemmJob = { ...plain, m: 128, n: 1024, k: 256 };
  const stepped = peGridArray({ ...description, mode: "burst" }).run(job);
  const skipped = peGridArray({ ...description, mode: "skip" }).run(job);
  expect(skipped.cycles).toBe(stepped.cycles);
  expect(skipped.events).toBeLessThan(stepped.events / 2);
});

test("a step of a PE costs few events", () => {
  const array = arrayOf({ grid: { rows: 4, columns: 4 } });
  expect(array.run({ ...plain, m: 256, n: 256, k: 512 }).events / (8 * 16 * 2)).toBeLessThan(4);
});
