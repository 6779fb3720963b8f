import fc from "fast-check";
import { expect, test } from "vitest";
import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { StateReader } from "./canonical-state.ts";
import type { Kernel } from "../kernel.ts";
import { MachineBuilder } from "../machine-builder.ts";
import { planState } from "./state-plan.ts";
import { assemble, outcome } from "../specimens/assembly.ts";
import { type PipelineSpec, pipeline, pipelines } from "../specimens/pipeline.ts";

const options = { seed: 20260117, numRuns: 150 };

const longPipeline: PipelineSpec = {
  rounds: 1,
  tiles: 100_000,
  beats: 16,
  lastBeats: 5,
  slices: 4,
  sliceCycles: 4,
  outputs: 3,
  interval: 1,
  accessLatency: 20,
  data: { latency: 2, capacity: 64 },
  result: { latency: 1, capacity: 4 },
  controlLatency: 1,
  turnaround: 1,
};

/** Slots, queues and pending wakes, but for when deadlines that have passed did so. */
function semanticState(kernel: Kernel) {
  const plan = planState(kernel.machine);
  return { ...new StateReader(kernel, plan).read(), maxima: [...plan.maxima].map((at) => kernel.state[at]) };
}

test("skipping, bursts and single cycles agree in cycles, counters and activities", () => {
  let skipped = 0;
  fc.assert(
    fc.property(pipelines, (spec) => {
      const assembly = pipeline(spec);
      const [skip, burst, cycle] = (["skip", "burst", "cycle"] as const).map((mode) => {
        const kernel = assemble(assembly, { mode });
        expect(kernel.run().reason).toBe("stopped");
        return kernel;
      });
      expect(outcome(burst!)).toEqual(outcome(cycle!));
      expect(outcome(skip!)).toEqual(outcome(cycle!));
      expect(semanticState(skip!)).toEqual(semanticState(burst!));
      if (skip!.fastForwardedCycles > 0) skipped++;
    }),
    options,
  );
  expect(skipped).toBeGreaterThan(options.numRuns / 2);
});

test("a self-check finds nothing in pipelines", () => {
  fc.assert(
    fc.property(pipelines, (spec) => {
      const checked = assemble(pipeline(spec), { selfCheck: true });
      const stepped = assemble(pipeline(spec), { mode: "burst" });
      checked.run();
      stepped.run();
      expect(outcome(checked)).toEqual(outcome(stepped));
    }),
    { ...options, numRuns: 60 },
  );
});

test("a long loop is skipped almost whole", () => {
  const kernel = assemble(pipeline(longPipeline));
  const end = kernel.run();
  expect(kernel.fastForwardedCycles).toBeGreaterThan(0.999 * end.cycle);
  expect(kernel.counters(0)).toEqual({ beats: 99_999 * 16 + 5 });
});

test("inner and outer loops are both skipped", () => {
  const spec = { ...longPipeline, tiles: 50, slices: 300, rounds: 20 };
  const burst = assemble(pipeline(spec), { mode: "burst" });
  burst.run();
  const skip = assemble(pipeline(spec));
  skip.run();
  expect(outcome(skip)).toEqual(outcome(burst));
  expect(skip.events).toBeLessThan(burst.events / 2);
  const fiftyTimes = assemble(pipeline({ ...spec, rounds: 1000 }));
  fiftyTimes.run();
  expect(fiftyTimes.events).toBeLessThan(2 * skip.events);
});

test("breakpoints are met to the cycle, with the same statistics as single cycles", () => {
  fc.assert(
    fc.property(pipelines, fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 }), (spec, distances) => {
      const skip = assemble(pipeline(spec));
      const cycle = assemble(pipeline(spec), { mode: "cycle" });
      for (const distance of distances) {
        const until = Math.max(skip.now, cycle.now) + distance;
        expect(skip.run({ until })).toEqual(cycle.run({ until }));
        expect(outcome(skip)).toEqual(outcome(cycle));
      }
    }),
    options,
  );
});

const loop = declareBlock({
  kind: "loop",
  state: { first: "iteration", second: "iteration", third: "iteration", started: "stamp" },
  nests: { steps: { lookAhead: 1 } },
  activities: { working: { class: "work" } },
  counters: ["cycles"],
});

test("labels and stamps that settle late are the same as when stepped", () => {
  const { first, second, third, started } = loop.slot;
  const kind = defineBlock(loop, (kernel, block) => {
    const { state, now } = kernel;
    const base = kernel.base(block);
    if (now === 0) kernel.enterNest(block, loop.nest.steps, 1000);
    kernel.count(block, loop.counter.cycles, now - state[base + started]!);
    state[base + third] = state[base + second]!;
    state[base + second] = state[base + first]!;
    state[base + first] = state[base + loop.nest.steps]!;
    if (state[base + first]! > 3) state[base + started] = now;
    kernel.iterate(block, loop.nest.steps, 1);
    kernel.markBoundary(block, loop.nest.steps);
    if (kernel.remaining(block, loop.nest.steps) > 1) kernel.wakeAt(block, now + 5);
  });
  const [skip, burst] = (["skip", "burst"] as const).map((mode) => {
    const machine = new MachineBuilder();
    machine.add({ name: "loop", kind });
    const kernel = machine.build({ mode });
    kernel.run();
    return kernel;
  });
  expect(skip!.fastForwardedCycles).toBeGreaterThan(4000);
  expect(skip!.state).toEqual(burst!.state);
});

test("nothing is skipped once the end of the run is known", () => {
  const kind = defineBlock(loop, (kernel, block) => {
    if (kernel.now === 0) {
      kernel.enterNest(block, loop.nest.steps, 1000);
      kernel.stopAt(777);
    }
    kernel.iterate(block, loop.nest.steps, 1);
    kernel.markBoundary(block, loop.nest.steps);
    kernel.wakeAt(block, kernel.now + 10);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "loop", kind });
  const kernel = machine.build();
  expect(kernel.run()).toEqual({ reason: "stopped", cycle: 777 });
  expect(kernel.events).toBe(78);
});

const untruthful = declareBlock({
  kind: "untruthful",
  state: { pretended: "counter" },
  nests: { steps: { lookAhead: 1 } },
  activities: { even: { class: "work" }, odd: { class: "idle" } },
});

test("a self-check finds a block that depends on what it calls a counter", () => {
  const kind = defineBlock(untruthful, (kernel, block) => {
    const base = kernel.base(block);
    const { pretended } = untruthful.slot;
    if (kernel.now === 0) kernel.enterNest(block, untruthful.nest.steps, 1000);
    kernel.state[base + pretended]! += 1;
    kernel.iterate(block, untruthful.nest.steps, 1);
    kernel.markBoundary(block, untruthful.nest.steps);
    const pause = kernel.state[base + pretended]! > 100 ? 3 : 2;
    if (kernel.remaining(block, untruthful.nest.steps) === 0) kernel.stopAt(kernel.now + 1);
    else kernel.wakeAt(block, kernel.now + pause);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "liar", kind });
  expect(() => machine.build({ selfCheck: true }).run()).toThrow("a slot's role is wrong");
});

test("slots that are constant are not compared, and a self-check finds one that is written", () => {
  const shape = declareBlock({ kind: "counting", state: { seen: "value" }, nests: { steps: { lookAhead: 1 } }, activities: { count: { class: "work" } } });
  const kind = defineBlock(shape, (kernel, block, base) => {
    if (kernel.now === 0) kernel.enterNest(block, shape.nest.steps, 100);
    kernel.state[base + shape.slot.seen]! += 1;
    kernel.iterate(block, shape.nest.steps, 1);
    kernel.markBoundary(block, shape.nest.steps);
    if (kernel.remaining(block, shape.nest.steps) > 0) kernel.wakeAt(block, kernel.now + 3);
  });
  const skipped = (constants: readonly string[], selfCheck: boolean) => {
    const machine = new MachineBuilder();
    machine.add({ name: "counting", kind, constants });
    const kernel = machine.build({ selfCheck });
    kernel.run();
    return kernel.fastForwardedCycles;
  };
  expect(skipped([], true)).toBe(0);
  expect(skipped(["seen"], false)).toBeGreaterThan(200);
  expect(() => skipped(["seen"], true)).toThrow("a slot's role is wrong");
});

test("a machine that repeats itself for ever is reported, and stops at a breakpoint", () => {
  const kind = defineBlock(untruthful, (kernel, block) => {
    kernel.markBoundary(block, untruthful.nest.steps);
    kernel.wakeAt(block, kernel.now + 7);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "spinner", kind });
  expect(() => machine.build().run()).toThrow("repeats 7 cycles for ever");
  const kernel = machine.build();
  expect(kernel.run({ until: 1e12 })).toEqual({ reason: "until", cycle: 1e12 });
  expect(kernel.events).toBeLessThan(20);
});
