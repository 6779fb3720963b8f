import { expect, test } from "vitest";
import { readEpochState } from "./epoch-state.ts";
import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";
import { type Assembly, assemble } from "../specimens/assembly.ts";
import { type ProgramSpec, program } from "../specimens/program.ts";
import { nameEpochState } from "../fast-forward/state-names.ts";
import { planState } from "../fast-forward/state-plan.ts";

const spec: ProgramSpec = {
  shapes: [{ tiles: 6, cycles: 12, bytes: 9, start: 0 }],
  ops: Array.from({ length: 40 }, () => 0),
  ahead: 2,
  latency: 2,
  span: 16,
  interval: 0,
  pause: 1,
};

function causes(assembly: Assembly) {
  const kernel = assemble(assembly, { explainEpochs: true });
  kernel.run();
  return kernel.skipReport().newEpochs;
}

test("what keeps epochs apart is named", () => {
  const steady = causes(program(spec));
  expect(steady.find(({ cause }) => cause === "first of its key")!.count).toBeGreaterThan(1);
  expect(steady.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(10);
  const refreshed = causes(program({ ...spec, interval: 1009 }));
  expect(refreshed[0]).toEqual({ cause: "memory.nextRefresh", count: expect.any(Number) });
  expect(refreshed[0]!.count).toBeGreaterThan(20);
});

test("it is found out on request only", () => {
  const kernel = assemble(program(spec));
  kernel.run();
  expect(kernel.skipReport().newEpochs).toEqual([]);
});

test("every number but those of wakes has a name", () => {
  const kernel = assemble(program(spec), { mode: "burst" });
  for (let until = 1; until < 200; until += 7) {
    kernel.run({ until });
    const plan = planState(kernel.machine);
    const numbers = new GrowingNumbers();
    readEpochState(kernel, plan, numbers);
    const names = nameEpochState(kernel, plan);
    const wakes = new GrowingNumbers();
    kernel.wheel.list(kernel.now, wakes);
    expect(names.length).toBe(numbers.length - wakes.length);
    expect(names).not.toContain(undefined);
    const { fetchOp } = kernel.machine.blocks[0]!.kind.shape.slot as unknown as { readonly fetchOp: number };
    expect(numbers.numbers[names.indexOf("conductor.fetchOp")]).toBe(kernel.state[fetchOp]! - kernel.position);
  }
});
