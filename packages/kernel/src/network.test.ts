import fc from "fast-check";
import { expect, test } from "vitest";
import type { Kernel } from "./kernel.ts";
import { type Assembly, assemble, blockNumber, outcome, wakeAlways } from "./specimens/assembly.ts";
import { networks } from "./specimens/network.ts";
import { pipeline, pipelines } from "./specimens/pipeline.ts";

const settings = { seed: 11, numRuns: 150 };

function finished(assembly: Assembly, end: number, options: Parameters<typeof assemble>[1] = {}, order?: readonly number[]): Kernel {
  const kernel = assemble(assembly, options, order);
  kernel.run({ until: end });
  return kernel;
}

test("every message arrives, once, unchanged and in order, under any latency, depth and back-pressure", () => {
  fc.assert(
    fc.property(networks, ({ assembly, items, end }) => {
      const kernel = finished(assembly, end);
      const sinks = ["sink", "oddSink"].map((name) => blockNumber(kernel, name)).filter((block) => block >= 0);
      const total = (counter: string) => sinks.reduce((sum, sink) => sum + kernel.counters(sink)[counter]!, 0);
      expect(total("received")).toBe(items.reduce((sum, n) => sum + n, 0));
      expect(total("sequenceSum")).toBe(items.reduce((sum, n) => sum + (n * (n + 1)) / 2, 0));
      expect(total("disordered")).toBe(0);
    }),
    settings,
  );
});

test("any order of the blocks gives the same run", () => {
  const shuffled = networks.chain((network) => {
    const order = network.assembly.blocks.map((_, index) => index);
    return fc.tuple(fc.constant(network), fc.shuffledSubarray(order, { minLength: order.length }));
  });
  fc.assert(
    fc.property(shuffled, ([{ assembly, end }, order]) => {
      const shuffled = finished(assembly, end, {}, order);
      const straight = finished(assembly, end);
      expect(outcome(shuffled)).toEqual(outcome(straight));
      expect(shuffled.events).toBe(straight.events);
    }),
    settings,
  );
  fc.assert(
    fc.property(pipelines, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (spec, order) => {
      expect(outcome(finished(pipeline(spec), 4000, {}, order))).toEqual(outcome(finished(pipeline(spec), 4000)));
    }),
    settings,
  );
});

test("bursts equal single cycles for everybody", () => {
  fc.assert(
    fc.property(networks, ({ assembly, end }) => {
      const burst = finished(assembly, end, { mode: "burst" });
      const cycle = finished(assembly, end, { mode: "cycle" });
      expect(outcome(burst)).toEqual(outcome(cycle));
    }),
    settings,
  );
});

test("a sleeping kernel equals one in which every block is called in every cycle", () => {
  fc.assert(
    fc.property(networks, fc.constantFrom("burst" as const, "cycle" as const), ({ assembly, end }, mode) => {
      const asleep = finished(assembly, end, { mode });
      const ticking = assemble(assembly, { mode });
      wakeAlways(ticking, end);
      ticking.run({ until: end });
      expect(outcome(ticking)).toEqual(outcome(asleep));
      expect(ticking.events).toBe(end * assembly.blocks.length);
      expect(asleep.events).toBeLessThan(ticking.events);
    }),
    { ...settings, numRuns: 60 },
  );
});

test("a double-buffered pipeline asleep equals one that ticks", () => {
  fc.assert(
    fc.property(pipelines, fc.constantFrom("burst" as const, "cycle" as const), (spec, mode) => {
      const asleep = finished(pipeline(spec), 2000, { mode });
      const ticking = assemble(pipeline(spec), { mode });
      wakeAlways(ticking, 2000);
      ticking.run({ until: 2000 });
      expect(outcome(ticking)).toEqual(outcome(asleep));
    }),
    { ...settings, numRuns: 60 },
  );
});

test("stepping, run to breakpoints and one run are the same", () => {
  fc.assert(
    fc.property(networks, fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 10 }), ({ assembly, end }, distances) => {
      const stepped = assemble(assembly);
      for (let cycle = 0; cycle < 30; cycle++) stepped.step();
      for (const distance of distances) stepped.run({ until: Math.min(end, stepped.now + distance) });
      stepped.run({ until: end });
      expect(outcome(stepped)).toEqual(outcome(finished(assembly, end)));
    }),
    settings,
  );
});
