import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble, outcome } from "./specimens/assembly.ts";
import { networks } from "./specimens/network.ts";
import { pipeline, pipelines } from "./specimens/pipeline.ts";

test("a restored snapshot has the same future, in the same kernel and in another of the same machine", () => {
  fc.assert(
    fc.property(networks, fc.nat({ max: 400 }), fc.nat({ max: 400 }), ({ assembly, end }, cut, more) => {
      const kernel = assemble(assembly);
      kernel.run({ until: Math.min(cut, end) });
      const snapshot = kernel.snapshot();
      kernel.run({ until: Math.min(cut + more, end) });
      kernel.run({ until: end });
      const first = outcome(kernel);
      const events = kernel.events;
      const other = assemble(assembly);
      other.run({ until: Math.min(7, end) });
      for (const target of [kernel, other]) {
        target.restore(snapshot);
        expect(target.snapshot()).toEqual(snapshot);
        target.run({ until: end });
        expect(outcome(target)).toEqual(first);
      }
      expect(kernel.events).toBe(other.events);
      expect(kernel.events).toBeLessThanOrEqual(events);
    }),
    { seed: 5, numRuns: 150 },
  );
});

test("a snapshot between skips has the same future", () => {
  fc.assert(
    fc.property(pipelines, fc.integer({ min: 1, max: 2000 }), (spec, cut) => {
      const kernel = assemble(pipeline(spec));
      kernel.run({ until: cut });
      const snapshot = kernel.snapshot();
      kernel.run();
      const first = outcome(kernel);
      kernel.restore(snapshot);
      kernel.run();
      expect(outcome(kernel)).toEqual(first);
    }),
    { seed: 6, numRuns: 150 },
  );
});

test("a snapshot of another machine is refused", () => {
  const spec = { rounds: 1, tiles: 2, beats: 3, lastBeats: 1, slices: 1, sliceCycles: 2, outputs: 1, interval: 1, accessLatency: 0, controlLatency: 1, turnaround: 0 };
  const small = assemble(pipeline({ ...spec, data: { latency: 1, capacity: 1 }, result: { latency: 1, capacity: 1 } }));
  const large = assemble(pipeline({ ...spec, data: { latency: 1, capacity: 2 }, result: { latency: 1, capacity: 1 } }));
  expect(() => large.restore(small.snapshot())).toThrow("another machine");
});
