import fc from "fast-check";
import { expect, test } from "vitest";
import { lastWake, readEpochState, writeEpochState } from "./epoch-state.ts";
import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { type Assembly, assemble, outcome } from "../specimens/assembly.ts";
import { networks } from "../specimens/network.ts";
import { pipeline, pipelines } from "../specimens/pipeline.ts";
import { program, programs } from "../specimens/program.ts";
import { planState } from "../fast-forward/state-plan.ts";

function read(kernel: Kernel): Float64Array {
  const numbers = new GrowingNumbers();
  readEpochState(kernel, planState(kernel.machine), numbers);
  return numbers.copy();
}

const assemblies: fc.Arbitrary<Assembly> = fc.oneof(
  networks.map(({ assembly }) => assembly),
  pipelines.map(pipeline),
  programs.map((spec) => program(spec)),
);
const settings = { seed: 51, numRuns: 300 };

test("a state that was read and written has the same future", () => {
  fc.assert(
    fc.property(assemblies, fc.nat({ max: 600 }), (assembly, cut) => {
      const [plain, rewritten] = [assemble(assembly, { mode: "burst" }), assemble(assembly, { mode: "burst" })];
      // Not by `run`, which would cut bursts there.
      plain.advance(cut);
      rewritten.advance(cut);
      const numbers = read(rewritten);
      writeEpochState(rewritten, planState(rewritten.machine), numbers);
      expect(read(rewritten)).toEqual(numbers);
      for (const until of [cut + 50, cut + 1000]) {
        plain.run({ until });
        rewritten.run({ until });
        expect(outcome(rewritten)).toEqual(outcome(plain));
        expect(read(rewritten)).toEqual(read(plain));
      }
    }),
    settings,
  );
});

test("a state that is put elsewhere in time has the same future there", () => {
  fc.assert(
    fc.property(assemblies, fc.nat({ max: 600 }), fc.nat({ max: 3000 }), (assembly, cut, later) => {
      const [plain, moved] = [assemble(assembly, { mode: "burst" }), assemble(assembly, { mode: "burst" })];
      plain.advance(cut);
      moved.advance(cut);
      const numbers = read(moved);
      moved.now += later;
      writeEpochState(moved, planState(moved.machine), numbers);
      expect(read(moved)).toEqual(numbers);
      plain.run({ until: cut + 700 });
      moved.run({ until: cut + later + 700 });
      const counters = (kernel: Kernel) => kernel.machine.blocks.map((_, block) => ({ ...kernel.counters(block), timeSum: 0 }));
      expect(counters(moved)).toEqual(counters(plain));
      expect(read(moved)).toEqual(read(plain));
    }),
    settings,
  );
});

test("the last wake is that of the farthest timer", () => {
  const spec = { shapes: [{ tiles: 3, cycles: 5, bytes: 4, start: 0 }], ops: [0], ahead: 1, latency: 1, span: 1, interval: 900, pause: 2 };
  const kernel = assemble(program(spec));
  kernel.run({ until: 10 });
  expect(lastWake(kernel)).toBe(890);
});
