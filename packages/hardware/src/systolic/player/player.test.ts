import type { ExactMode, Kernel } from "@lnsim/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Job } from "../../chip/job/job.ts";
import { steps } from "../../chip/testing/arbitrary-steps.ts";
import { systolicChips } from "../../chip/testing/arbitrary-chips.ts";
import type { ChipDescription } from "../../chip/machine/description.ts";
import type { Op } from "../../workload/operation.ts";
import { jobActionKeys } from "../job/actions.ts";
import { systolicArray } from "../job/systolic-array.ts";
import { simulateSystolic } from "../step/simulate-systolic.ts";
import { playStep } from "./play-step.ts";
import { partsOfWindows } from "./windows.ts";

const modes: readonly ExactMode[] = ["skip", "burst", "cycle"];

/** Cycles of a block's activities that it was in at all. */
function lived(kernel: Kernel, block: number): Readonly<Record<string, number>> {
  return Object.fromEntries(kernel.activities(block).flatMap(({ name, cycles }) => (cycles > 0 ? [[name, cycles] as const] : [])));
}

/** What a kernel of a step counted, by what the timing calls it. */
function actionsOf(kernel: Kernel): Readonly<Record<string, number>> {
  const [array, ifmap, filter, ofmap] = [0, 1, 2, 3].map((block) => kernel.counters(block));
  const { retired: _, operandMove: _moves, ofmapRead: _read, ...own } = array!;
  const ports = { ifmapRead: ifmap!["reads"]!, filterRead: filter!["reads"]!, ofmapRead: ofmap!["reads"]!, ofmapWrite: ofmap!["writes"]! };
  return Object.fromEntries(Object.entries({ ...own, ...ports }).filter(([, count]) => count > 0));
}

const keyOf: Readonly<Record<string, string>> = { "ifmapSram read": "ifmapRead", "filterSram read": "filterRead", "ofmapSram read": "ofmapRead", "ofmapSram write": "ofmapWrite" };

test("a step is played in the cycles, the activities and the actions that it is timed with, and every op retires when it does", () => {
  let skipped = 0;
  const property = fc.property(systolicChips(), steps(3), (description, ops) => {
    const timing = simulateSystolic(description, ops, { exact: "skip" });
    for (const mode of modes) {
      const kernel = playStep(description, ops, mode);
      const retired: number[] = [];
      const retire = (cycle: number): number => retired.push(cycle);
      kernel.observe({ count: (block, counter) => block === 0 && counter === kernel.machine.blocks[0]!.kind.shape.counter["retired" as never] && retire(kernel.now + 1) });
      expect(kernel.run()).toEqual({ reason: "stopped", cycle: timing.cycles });
      if (mode !== "skip") expect(retired).toEqual(timing.ops.map(({ retiredAt }) => retiredAt));
      expect(kernel.counters(0)["retired"]).toBe(ops.length);
      for (const [place, name] of [[0, "array"], [4, "vectorUnit"]] as const) {
        const own = timing.blocks.find(({ block }) => block === name)!.activities.filter(({ cycles }) => cycles > 0);
        expect(lived(kernel, place)).toEqual(Object.fromEntries(own.map(({ name: activity, cycles }) => [activity, cycles])));
      }
      const expected: Record<string, number> = {};
      for (const { block, action, count } of timing.actions) {
        const key = keyOf[`${block} ${action}`] ?? action;
        if (count > 0) expected[key] = (expected[key] ?? 0) + count;
      }
      expect(actionsOf(kernel)).toEqual(expected);
      if (mode === "skip") skipped += kernel.fastForwardedCycles;
    }
  });
  fc.assert(property, { seed: 31, numRuns: 40 });
  expect(skipped).toBeGreaterThan(0);
});

const job = fc.record({
  kind: fc.constant("gemm" as const),
  pass: fc.integer({ min: 0, max: 3 }),
  m: fc.integer({ min: 1, max: 20 }),
  n: fc.integer({ min: 1, max: 20 }),
  k: fc.integer({ min: 1, max: 20 }),
  readsPartialSums: fc.constantFrom(0 as const, 1 as const),
  writesPartialSums: fc.constantFrom(0 as const, 1 as const),
  drain: fc.integer({ min: 0, max: 15 }),
});
const widths = { bitsA: 8, bitsB: 8, bitsOut: 8, transposesA: 0, transposesB: 1, maskBits: 1 } as const;
const jobs: fc.Arbitrary<Job> = fc.oneof(
  job.map((given): Job => ({ ...given, ...widths })),
  fc.integer({ min: 1, max: 900 }).map((elements): Job => ({ kind: "vector", pass: 0, elements, unit: "ppu", readBits: 8, writeBits: 8, operations: [{ action: "add", perElement: 1 }] })),
);

test("a job is played in the cycles and with the counts that it is timed with", () => {
  const property = fc.property(systolicChips(), jobs, fc.constantFrom(...modes), (description: ChipDescription, given, mode) => {
    const array = systolicArray(description, mode);
    const timing = array.run(given);
    const kernel = array.open(given);
    expect(kernel.run()).toEqual({ reason: "stopped", cycle: timing.cycles });
    const counters = kernel.counters(0);
    expect(jobActionKeys.map((key) => counters[key])).toEqual([...timing.counts]);
    const [fill, multiply, drain, pass] = timing.activity;
    expect([1, 2, 3].map((activity) => kernel.activityCycles(0, activity))).toEqual([fill, multiply, drain]);
    expect(kernel.activityCycles(4, 1)).toBe(pass);
  });
  fc.assert(property, { seed: 32, numRuns: 60 });
});

test("an array of many folds is played in few events", () => {
  const [description] = fc.sample(systolicChips(), { seed: 1, numRuns: 1 });
  const ops: readonly Op[] = [0, 1, 2, 3].map((id) => ({ id, name: `op${id}`, kind: "gemm", pass: "fprop", m: 4000, n: 3000, k: 50, after: [] }));
  const kernel = playStep(description!, ops, "skip");
  kernel.run();
  expect(kernel.events).toBeLessThan(2000);
  expect(kernel.now).toBe(simulateSystolic(description!, ops, { exact: "skip" }).cycles);
});

test("a port does what its windows say, and counts when each begins", () => {
  const parts = partsOfWindows(10, [
    { from: 2, to: 6, does: 1, count: ["reads", 4] },
    { from: 5, to: 10, does: 2, count: ["writes", 5] },
  ]);
  expect(parts.map(({ activity, cycles, counts }) => [activity, cycles, ...counts.flat()])).toEqual([
    [0, 2],
    [1, 3, "reads", 4],
    [3, 1, "writes", 5],
    [2, 4],
  ]);
});
