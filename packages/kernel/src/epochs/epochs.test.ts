import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import { readEpochState } from "./epoch-state.ts";
import { assemble, outcome } from "../specimens/assembly.ts";
import { type ProgramSpec, program, programs } from "../specimens/program.ts";
import { planState } from "../fast-forward/state-plan.ts";

const options = { seed: 41, numRuns: 150 };

/** A long program of two ops in turn, without refresh. */
const steady: ProgramSpec = {
  shapes: [{ tiles: 30, cycles: 12, bytes: 9, start: 0 }, { tiles: 7, cycles: 3, bytes: 14, start: 4 }],
  ops: Array.from({ length: 400 }, (_, op) => op % 2),
  ahead: 2,
  latency: 2,
  span: 16,
  interval: 0,
  pause: 1,
};

/** The same with more work, so that the worker is in the middle of a burst at every mark. */
const busy: ProgramSpec = { ...steady, shapes: [{ tiles: 8, cycles: 40, bytes: 3, start: 0 }, { tiles: 5, cycles: 25, bytes: 2, start: 4 }], ahead: 3, isEager: true };

/** Everything that must not depend on the mode. */
function whole(kernel: Kernel) {
  const plan = planState(kernel.machine);
  const state = new GrowingNumbers();
  readEpochState(kernel, plan, state);
  const { nests, maxima } = plan;
  return {
    ...outcome(kernel),
    position: kernel.position,
    state: state.copy(),
    nests: nests.map(({ at }) => kernel.state.slice(at, at + 3)),
    maxima: Array.from(maxima, (at) => kernel.state[at]),
    since: kernel.ledger.since.slice(),
    notes: kernel.takeNotes(),
  };
}

test("jumps, bursts and single cycles agree in everything, whatever repeats", () => {
  let jumped = 0;
  fc.assert(
    fc.property(programs, (spec) => {
      const [skip, burst, cycle] = (["skip", "burst", "cycle"] as const).map((mode) => assemble(program(spec), { mode }));
      for (const kernel of [skip!, burst!, cycle!]) expect(kernel.run().reason).toBe("stopped");
      jumped += skip!.skipReport().epochs.epochs;
      const stepped = whole(cycle!);
      expect(stepped.notes.length).toBe(spec.ops.length);
      expect(whole(burst!)).toEqual(stepped);
      expect(whole(skip!)).toEqual(stepped);
    }),
    options,
  );
  expect(jumped).toBeGreaterThan(options.numRuns);
});

test("breakpoints are met to the cycle", () => {
  let jumped = 0;
  fc.assert(
    fc.property(programs, fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 6 }), (spec, distances) => {
      const [skip, cycle] = (["skip", "cycle"] as const).map((mode) => assemble(program({ ...spec, isEager: true }), { mode }));
      for (const distance of distances) {
        const until = skip!.now + distance;
        expect(skip!.run({ until })).toEqual(cycle!.run({ until }));
        expect(outcome(skip!)).toEqual(outcome(cycle!));
        expect(skip!.takeNotes().map(({ totals: _, ...note }) => note)).toEqual(cycle!.takeNotes().map(({ totals: _, ...note }) => note));
      }
      jumped += skip!.skipReport().epochs.epochs;
    }),
    options,
  );
  expect(jumped).toBeGreaterThan(20);
});

test("no burst reaches over a breakpoint behind a jump", () => {
  const cycle = assemble(program(busy), { mode: "cycle" });
  let jumped = 0;
  for (let until = 20_000; until < 20_500; until += 3) {
    const skip = assemble(program(busy));
    skip.run({ until });
    cycle.run({ until });
    jumped += skip.skipReport().epochs.epochs;
    expect(outcome(skip)).toEqual(outcome(cycle));
  }
  expect(jumped).toBeGreaterThan(1000);
});

test("what a breakpoint has cut is not remembered", () => {
  for (let until = 1000; until < 1400; until += 2) {
    const checked = assemble(program({ ...busy, ops: busy.ops.slice(0, 40) }), { selfCheck: true });
    checked.run({ until });
    expect(checked.run().reason).toBe("stopped");
  }
});

test("a self-check finds nothing in programs", () => {
  fc.assert(
    fc.property(programs, fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 4 }), (spec, distances) => {
      const checked = assemble(program(spec), { selfCheck: true });
      const burst = assemble(program(spec), { mode: "burst" });
      for (const distance of distances) checked.run({ until: checked.now + distance });
      checked.run();
      burst.run();
      expect(whole(checked)).toEqual(whole(burst));
    }),
    { ...options, numRuns: 80 },
  );
});

test("a self-check finds keys that do not tell apart what is looked up", () => {
  const ops = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1];
  const spec = { ...steady, ops: [...ops, ...ops, ...ops] };
  expect(() => assemble(program(spec, { before: 0, behind: 0 }), { selfCheck: true }).run()).toThrow("an epoch's key is wrong");
});

describe("a program that repeats", () => {
  test("is simulated once, and the rest in one jump, up to the last ops", () => {
    const kernel = assemble(program(steady));
    const jumps: number[] = [];
    const ends = [0];
    let cycles = 0;
    kernel.observe({
      jump(from, to, source) {
        expect(from).toBeGreaterThanOrEqual(ends.at(-1)!);
        expect(source + to - from).toBeLessThanOrEqual(from);
        if (from !== ends.at(-1)) jumps.push(from);
        ends.push(to);
        cycles += to - from;
      },
    });
    kernel.run();
    expect(kernel.skipReport().epochs.epochs).toBeGreaterThan(380);
    expect(jumps.length).toBeLessThan(4);
    expect([ends.length - 1, cycles]).toEqual([kernel.skipReport().epochs.epochs, kernel.skipReport().epochs.cycles]);
    expect(kernel.takeNotes().map(({ fields }) => fields.op)).toEqual(Array.from(steady.ops.keys()));
  });

  test("is remembered from run to run, and forgotten when time goes back", () => {
    const kernel = assemble(program(steady));
    kernel.run({ until: 2000 });
    const early = kernel.snapshot();
    kernel.run({ until: 40_000 });
    const before = kernel.skipReport().epochs;
    expect(before.epochs).toBeGreaterThan(0);
    kernel.restore(early);
    expect(kernel.skipReport().epochs).not.toEqual(before);
    expect(kernel.takeNotes().every(({ cycle }) => cycle < 2000)).toBe(true);
    kernel.run();
    const straight = assemble(program(steady), { mode: "burst" });
    straight.run();
    expect(outcome(kernel)).toEqual(outcome(straight));
    expect(kernel.position).toBe(straight.position);
  });

  test("is stepped while a free-running timer keeps its states apart", () => {
    const kernel = assemble(program({ ...steady, ops: steady.ops.slice(0, 60), interval: 1_000_003, pause: 1 }));
    kernel.run();
    expect(kernel.skipReport().epochs.epochs).toBe(0);
  });
});
