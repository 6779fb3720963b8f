import fc from "fast-check";
import { expect, test } from "vitest";
import { MachineBuilder } from "./machine-builder.ts";
import { probeKind } from "./specimens/probe.ts";
import { TimingWheel } from "./timing-wheel.ts";

/** Runs blocks that each set all their timers at cycle 0; returns the cycles in which each was woken. */
function wakesOf(timers: readonly (readonly number[])[]): number[][] {
  const machine = new MachineBuilder();
  const woken = timers.map(() => [] as number[]);
  const kind = probeKind((kernel, block) => {
    woken[block]!.push(kernel.now);
    if (kernel.now === 0) for (const cycle of timers[block]!) kernel.wakeAt(block, cycle);
  });
  for (const block of timers.keys()) machine.add({ name: `block${block}`, kind });
  const end = machine.build().run();
  expect(end).toEqual({ reason: "asleep", cycle: Math.max(0, ...timers.flat()) + 1 });
  return woken;
}

function expected(timers: readonly (readonly number[])[]): number[][] {
  return timers.map((cycles) => [0, ...new Set(cycles)].toSorted((a, b) => a - b));
}

const near = fc.integer({ min: 1, max: 2 * TimingWheel.slots + 3 });
const far = fc.integer({ min: 1, max: 1_000_000 });
const veryFar = fc.integer({ min: 1, max: 2 ** 52 });

test("every timer fires in its cycle, once, however near, far and many", () => {
  const timers = fc.array(fc.array(fc.oneof(near, near, far, veryFar), { maxLength: 12 }), { minLength: 1, maxLength: 70 });
  const property = fc.property(timers, (cycles) => {
    expect(wakesOf(cycles)).toEqual(expected(cycles));
  });
  fc.assert(property, { seed: 3, numRuns: 300 });
});

test("timers on both sides of the wheel's span", () => {
  const around = [TimingWheel.slots - 1, TimingWheel.slots, TimingWheel.slots + 1, 2 * TimingWheel.slots];
  expect(wakesOf([around, around])).toEqual(expected([around, around]));
});

test("a thousand blocks wake in one cycle, each once", () => {
  const timers = Array.from({ length: 1000 }, () => [77, 77, 5000, 77]);
  expect(wakesOf(timers)).toEqual(expected(timers));
});

test("timers set one after another across many turns of the wheel", () => {
  const machine = new MachineBuilder();
  const cycles: number[] = [];
  const kind = probeKind((kernel, block) => {
    cycles.push(kernel.now);
    if (cycles.length < 300) kernel.wakeAt(block, kernel.now + cycles.length * 3);
  });
  machine.add({ name: "block", kind });
  machine.build().run();
  expect(cycles).toEqual(Array.from({ length: 300 }, (_, n) => (3 * n * (n + 1)) / 2));
});
