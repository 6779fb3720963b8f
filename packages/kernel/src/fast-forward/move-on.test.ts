import fc from "fast-check";
import { expect, test } from "vitest";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { readEpochState } from "../epochs/epoch-state.ts";
import { assemble } from "../specimens/assembly.ts";
import { program, programs } from "../specimens/program.ts";
import { planState } from "./state-plan.ts";

/** All that decides the future, relative to where the kernel stands. */
function stateOf(kernel: Kernel): Float64Array {
  const numbers = new GrowingNumbers();
  readEpochState(kernel, planState(kernel.machine), numbers);
  return numbers.copy();
}

test("a machine that is moved from an epoch to one that was jumped over because it is the same, and run, stands where it would stand", () => {
  let moved = 0;
  const property = fc.property(programs, fc.nat({ max: 5000 }), (spec, inside) => {
    const skip = assemble(program(spec), { mode: "skip" });
    const jumps: { from: number; to: number; source: number }[] = [];
    skip.observe({ jump: (from, to, source) => void jumps.push({ from, to, source }) });
    skip.run();
    const [last] = jumps.slice(-1);
    if (last === undefined) return;
    const { from, to, source } = last;
    const until = from + (inside % (to - from)) + 1;
    const burst = assemble(program(spec), { mode: "burst" });
    burst.run({ until: source, burstsUntil: source + until - from });
    const { position } = burst;
    const reached = assemble(program(spec), { mode: "burst" });
    reached.run({ until: from, burstsUntil: until });
    burst.moveOn(from - source, reached.position - position);
    for (const kernel of [burst, reached]) kernel.run({ until });
    expect([burst.now, burst.position]).toEqual([reached.now, reached.position]);
    expect(stateOf(burst)).toEqual(stateOf(reached));
    moved++;
  });
  fc.assert(property, { seed: 13, numRuns: 100 });
  expect(moved).toBeGreaterThan(20);
});
