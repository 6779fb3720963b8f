import fc from "fast-check";
import { expect, test } from "vitest";
import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import type { Kernel } from "../kernel.ts";
import { MachineBuilder } from "../machine-builder.ts";
import type { SkipStop } from "./skip-report.ts";
import { assemble } from "../specimens/assembly.ts";
import { pipeline, pipelines } from "../specimens/pipeline.ts";
import { program, programs } from "../specimens/program.ts";

const shape = declareBlock({
  kind: "looper",
  state: { drift: "value", label: "iteration" },
  nests: { loop: { lookAhead: 1 } },
  activities: { working: { class: "work" } },
});

/** A loop of 1000 iterations of 10 cycles; `each` may change something at the boundary of each. */
function looper(each: (kernel: Kernel, iteration: number) => void): Kernel {
  const machine = new MachineBuilder();
  const kind = defineBlock(shape, (kernel, block, base) => {
    const { loop } = shape.nest;
    if (kernel.now === 0) kernel.enterNest(block, loop, 1000);
    each(kernel, kernel.state[base + loop]!);
    kernel.iterate(block, loop, 1);
    kernel.markBoundary(block, loop);
    if (kernel.remaining(block, loop) > 0) kernel.wakeAt(block, kernel.now + 10);
  });
  machine.add({ name: "looper", kind });
  return machine.build();
}

function reasons(kernel: Kernel): Partial<Record<SkipStop, readonly [count: number, cycles: number]>> {
  return Object.fromEntries(kernel.skipReport().stepped.filter(({ count, cycles }) => count + cycles > 0).map(({ reason, count, cycles }) => [reason, [count, cycles]]));
}

function total(kernel: Kernel): number {
  const { loops, epochs, stepped } = kernel.skipReport();
  return loops.cycles + epochs.cycles + stepped.reduce((sum, { cycles }) => sum + cycles, 0);
}

test("every cycle is counted once, in pipelines and programs", () => {
  const machines = fc.oneof(pipelines.map(pipeline), programs.map((spec) => program(spec)));
  fc.assert(
    fc.property(machines, fc.integer({ min: 1, max: 5000 }), (assembly, until) => {
      const kernel = assemble(assembly);
      for (const end of [until, Infinity]) {
        kernel.run({ until: end });
        expect(total(kernel)).toBe(kernel.now);
        const { loops, epochs } = kernel.skipReport();
        expect(loops.cycles + epochs.cycles).toBe(kernel.fastForwardedCycles);
      }
    }),
    { seed: 61, numRuns: 80 },
  );
});

test("a loop that recurs at once is stepped until its labels have grown evenly, skipped, and stepped at its end", () => {
  const kernel = looper(() => {});
  kernel.run();
  expect(kernel.skipReport().loops).toEqual({ periods: 995, cycles: 9950 });
  // The last boundary, with nothing to come, is not looked at.
  expect(reasons(kernel)).toEqual({ "no boundary": [0, 1], "new state": [1, 10], "uneven growth": [1, 10], "loop end": [3, 20] });
});

test("the reasons for which nothing is skipped", () => {
  const drifting = looper((kernel, iteration) => (kernel.state[0] = iteration));
  drifting.run();
  expect(reasons(drifting)["new state"]![0]).toBeGreaterThan(128);
  expect(reasons(drifting)["rare look"]![0]).toBeGreaterThan(500);
  const uneven = looper((kernel, iteration) => (kernel.state[1] = iteration * iteration));
  uneven.run();
  expect(reasons(uneven)["uneven growth"]![0]).toBeGreaterThan(100);
  const stopped = looper((kernel) => kernel.now === 0 && kernel.stopAt(500));
  stopped.run();
  expect(reasons(stopped)).toEqual({ "no boundary": [0, 1], "end known": [50, 499] });
  const broken = looper(() => {});
  broken.run({ until: 25 });
  expect(reasons(broken)).toEqual({ "no boundary": [0, 1], "new state": [1, 10], "uneven growth": [1, 10], breakpoint: [1, 4] });
});

test("epochs are new, or too near a breakpoint", () => {
  const spec = { shapes: [{ tiles: 5, cycles: 5, bytes: 4, start: 0 }], ops: Array.from({ length: 50 }, () => 0), ahead: 1, latency: 1, span: 1, interval: 0, pause: 1 };
  const kernel = assemble(program(spec));
  const { cycle } = kernel.run({ until: 1000 });
  const report = kernel.skipReport();
  expect(report.epochs.epochs).toBeGreaterThan(5);
  expect(reasons(kernel).breakpoint![1]).toBeLessThan(100);
  kernel.run();
  expect(kernel.now).toBeGreaterThan(cycle);
  expect(reasons(kernel)["new epoch"]![0]).toBeGreaterThan(3);
});

test("a snapshot takes the report along", () => {
  const kernel = looper(() => {});
  const start = kernel.snapshot();
  kernel.run();
  kernel.restore(start);
  expect(total(kernel)).toBe(0);
});
