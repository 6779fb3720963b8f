import fc from "fast-check";
import { expect, test } from "vitest";
import { gemms, machines, steps } from "../testing/arbitraries.ts";
import { buildPe } from "../machine/build-pe.ts";
import type { PeBlocks } from "../machine/pe-blocks.ts";
import { describePe } from "../../description/description.ts";
import { lowerProgram } from "../machine/program.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { checkRun } from "./check-run.ts";
import { simulateStep } from "./simulate-step.ts";
import type { StepTiming } from "./timing.ts";

const withoutSimulation = ({ simulation: _, ...timing }: StepTiming) => timing;
const anyStep = machines(false).chain((description) => fc.tuple(fc.constant(description), steps(description)));

test("skipping, bursts and single cycles agree in everything", () => {
  fc.assert(
    fc.property(anyStep, ([description, ops]) => {
      const burst = withoutSimulation(simulateStep(description, ops, { exact: "burst" }));
      expect(withoutSimulation(simulateStep(description, ops, { exact: "skip", selfCheck: true }))).toEqual(burst);
      expect(withoutSimulation(simulateStep(description, ops, { exact: "cycle" }))).toEqual(burst);
    }),
    { seed: 31, numRuns: 60 },
  );
});

test("long loops are skipped, and still agree", () => {
  const cases = machines(false).chain((description) => fc.tuple(fc.constant(description), gemms(description, 24)));
  let skipped = 0;
  let cycles = 0;
  fc.assert(
    fc.property(cases, ([description, op]) => {
      const skip = simulateStep(description, [op], { exact: "skip", selfCheck: true });
      expect(withoutSimulation(skip)).toEqual(withoutSimulation(simulateStep(description, [op], { exact: "burst" })));
      skipped += skip.simulation.fastForwardedCycles;
      cycles += skip.cycles;
    }),
    { seed: 32, numRuns: 25 },
  );
  expect(skipped / cycles).toBeGreaterThan(0.2);
});

test("a long reduction on the reference PE is skipped but for its ends", () => {
  const op: GemmOp = { id: 0, name: "long", kind: "gemm", pass: "wgrad", m: 64, n: 64, k: 60_000, after: [] };
  const skip = simulateStep(describePe(), [op], { exact: "skip", selfCheck: true });
  expect(skip.simulation.fastForwardedCycles / skip.cycles).toBeGreaterThan(0.8);
  expect(withoutSimulation(skip)).toEqual(withoutSimulation(simulateStep(describePe(), [op], { exact: "burst" })));
});

test("a machine whose blocks are called in every cycle does the same", () => {
  fc.assert(
    fc.property(anyStep, ([description, ops]) => {
      const asleep = simulateStep(description, ops, { exact: "burst" });
      fc.pre(asleep.cycles < 8000);
      const pe = buildPe(description, lowerProgram(description, ops), { exact: "cycle" });
      do for (const block of Object.values<number>({ ...pe.blocks })) pe.kernel.requestWake(block, pe.kernel.now);
      while (pe.kernel.step().reason !== "stopped");
      checkRun(description, ops, pe);
      expect(pe.kernel.now).toBe(asleep.cycles);
      const activities = pe.kernel.machine.blocks.map((_, block) => pe.kernel.activities(block).map(({ cycles }) => cycles));
      expect(activities).toEqual(asleep.blocks.map((block) => block.activities.map(({ cycles }) => cycles)));
    }),
    { seed: 33, numRuns: 15 },
  );
});

test("any order of the blocks gives the same run", () => {
  const { blocks } = buildPe(describePe(), { rows: [], dependencies: [], passPlans: [] }, { exact: "burst" });
  const names = Object.keys(blocks) as (keyof PeBlocks)[];
  const orders = fc.shuffledSubarray(names, { minLength: names.length });
  const inNameOrder = ({ blocks, ...timing }: StepTiming) => ({ ...timing, blocks: blocks.toSorted((a, b) => (a.block < b.block ? -1 : 1)) });
  fc.assert(
    fc.property(anyStep, orders, fc.constantFrom("burst" as const, "cycle" as const), ([description, ops], order, exact) => {
      expect(inNameOrder(simulateStep(description, ops, { exact, order }))).toEqual(inNameOrder(simulateStep(description, ops, { exact })));
    }),
    { seed: 35, numRuns: 40 },
  );
});

test("a snapshot taken anywhere has the same future", () => {
  fc.assert(
    fc.property(anyStep, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("skip" as const, "burst" as const), ([description, ops], part, exact) => {
      const program = lowerProgram(description, ops);
      const whole = simulateStep(description, ops, { exact: "burst" });
      const { kernel } = buildPe(description, program, { exact });
      kernel.run({ until: Math.floor(part * whole.cycles) });
      const snapshot = kernel.snapshot();
      const pe = buildPe(description, program, { exact });
      pe.kernel.restore(snapshot);
      expect(pe.kernel.run().cycle).toBe(whole.cycles);
      checkRun(description, ops, pe);
      const activities = pe.kernel.machine.blocks.map((_, block) => pe.kernel.activities(block).map(({ cycles }) => cycles));
      expect(activities).toEqual(whole.blocks.map((block) => block.activities.map(({ cycles }) => cycles)));
    }),
    { seed: 34, numRuns: 40 },
  );
});
