import { LnsimError } from "@lnsim/contracts";
import type { ExactMode } from "@lnsim/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { computeArray } from "../../machine/machine-kind.ts";
import type { MachineTiming } from "../../timing/machine-timing.ts";
import type { Op } from "../../workload/operation.ts";
import type { ComputeArray } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { chips, steadyChips, systolicChips, withStash } from "../testing/arbitrary-chips.ts";
import { longSteps, steps } from "../testing/arbitrary-steps.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { openChip } from "./open-chip.ts";

/** Cycles up to which single ones are simulated too. */
const fewCycles = 30_000;

type Step = readonly [description: ChipDescription, ops: readonly Op[]];
type ArrayOf = (description: ChipDescription, exact: ExactMode) => ComputeArray;

/** Simulates a step; null where no tile of a product fits the global buffer. */
function run([description, ops]: Step, arrayOf: ArrayOf, exact: ExactMode, selfCheck = false): MachineTiming | null {
  try {
    return openChip({ description, array: arrayOf(description, exact), ops, exact, selfCheck }).finish();
  } catch (error) {
    if (error instanceof LnsimError) return null;
    throw error;
  }
}

/** Everything but how it was simulated. Compared as text first, which is much faster. */
function expectSame(found: MachineTiming | null, expected: MachineTiming): void {
  const { simulation, ...timing } = found!;
  const { simulation: _, ...reference } = expected;
  if (JSON.stringify(timing) !== JSON.stringify(reference)) expect(timing).toEqual(reference);
}

/** Cycles of all runs, and those that were skipped. */
interface Totals {
  runs: number;
  cycles: number;
  loops: number;
  ops: number;
  /** Bytes of the stash. */
  stashed: number;
}

function expectAgreement(steps: fc.Arbitrary<Step>, arrayOf: ArrayOf, parameters: { readonly seed: number; readonly numRuns: number }): Totals {
  const totals: Totals = { runs: 0, cycles: 0, loops: 0, ops: 0, stashed: 0 };
  const property = fc.property(steps, (step) => {
    const burst = run(step, arrayOf, "burst");
    if (burst === null) return;
    const skip = run(step, arrayOf, "skip")!;
    expectSame(skip, burst);
    expectSame(run(step, arrayOf, "skip", true), burst);
    if (burst.cycles <= fewCycles) expectSame(run(step, arrayOf, "cycle"), burst);
    expectBooksToClose(burst);
    totals.runs++;
    totals.cycles += burst.cycles;
    totals.loops += skip.simulation.skipped.loops!;
    totals.ops += skip.simulation.skipped.ops!;
    totals.stashed += (burst.traffic["stash"]?.readBytes ?? 0) + (burst.traffic["stash"]?.writeBytes ?? 0);
  });
  fc.assert(property, parameters);
  return totals;
}

/** Activities tile every block's life, and the ops the step; memory and the stash move no faster than they can; each byte of theirs passes the rest of the global buffer. */
function expectBooksToClose({ cycles, ops, blocks, traffic, peak }: MachineTiming): void {
  const { dram, stash, globalBuffer } = traffic;
  expect(cycles).toBeGreaterThanOrEqual((dram!.readBytes + dram!.writeBytes) / peak.memoryBytesPerCycle!);
  const moved = (side: "readBytes" | "writeBytes") => dram![side] + (stash?.[side] ?? 0);
  expect(globalBuffer!.writeBytes - globalBuffer!.parts["from the array"]!).toBe(moved("readBytes"));
  expect(globalBuffer!.readBytes - globalBuffer!.parts["to the array"]!).toBe(moved("writeBytes"));
  for (const { block, activities } of blocks) expect([block, activities.reduce((sum, activity) => sum + activity.cycles, 0)]).toEqual([block, cycles]);
  expect(ops.reduce((sum, op) => sum + op.cycles, 0)).toBe(cycles);
  for (const { work, stalls, idle, cycles: own, terms } of ops) {
    expect(Object.values(stalls).reduce((sum, stalled) => sum + stalled, work + idle)).toBe(own);
    expect(Object.values(terms).reduce((sum, term) => sum + term, 0)).toBe(own);
  }
}

test("skipping, bursts and single cycles agree on every outer machine, where ops recur", () => {
  const { runs, cycles, ops } = expectAgreement(fc.tuple(chips(), steps(20)), () => formulaArray(16), { seed: 43, numRuns: 300 });
  expect(runs).toBeGreaterThan(200);
  expect(ops / cycles).toBeGreaterThan(0.08);
});

test("and where periods of loops do", () => {
  const { runs, cycles, loops } = expectAgreement(fc.tuple(steadyChips(), longSteps()), () => formulaArray(16), { seed: 46, numRuns: 300 });
  expect(runs).toBeGreaterThan(120);
  expect(loops / cycles).toBeGreaterThan(0.03);
});

test("and around a grid of PEs", () => {
  const { runs } = expectAgreement(fc.tuple(chips(), steps(4)), computeArray, { seed: 44, numRuns: 60 });
  expect(runs).toBeGreaterThan(30);
});

test("and around a systolic array", () => {
  const { runs } = expectAgreement(fc.tuple(systolicChips(), steps(6)), computeArray, { seed: 45, numRuns: 60 });
  expect(runs).toBeGreaterThan(30);
});

test("and where tensors stay in a stash, ops recurring", () => {
  const { runs, cycles, ops, stashed } = expectAgreement(fc.tuple(withStash(chips()), steps(20)), () => formulaArray(16), { seed: 47, numRuns: 120 });
  expect(runs).toBeGreaterThan(70);
  expect(ops / cycles).toBeGreaterThan(0.01);
  expect(stashed / cycles).toBeGreaterThan(0.01);
});

test("and where they do, periods of loops recurring", () => {
  const { runs, cycles, loops, stashed } = expectAgreement(fc.tuple(withStash(steadyChips()), longSteps()), () => formulaArray(16), { seed: 48, numRuns: 150 });
  expect(runs).toBeGreaterThan(60);
  expect(loops / cycles).toBeGreaterThan(0.01);
  expect(stashed / cycles).toBeGreaterThan(0.01);
});

test("and around a systolic array with a stash", () => {
  const { runs, stashed } = expectAgreement(fc.tuple(withStash(systolicChips()), steps(6)), computeArray, { seed: 49, numRuns: 40 });
  expect(runs).toBeGreaterThan(20);
  expect(stashed).toBeGreaterThan(1000);
});
