import { describe, expect, test } from "vitest";
import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import type { Kernel } from "../kernel.ts";
import { MachineBuilder } from "../machine-builder.ts";
import type { KernelOptions } from "../run-options.ts";

/** An op of a clerk: how long it takes, and the loop that it enters, if any. */
interface ClerkOp {
  readonly cycles: number;
  readonly steps?: number;
}

const shape = declareBlock({
  kind: "clerk",
  state: { isSilent: "parameter", isStarted: "value", op: "position", longest: "maximum", address: "address" },
  nests: { steps: { lookAhead: 1 } },
  activities: { working: { class: "work" }, resting: { class: "idle" } },
  counters: ["cycles"],
  notes: { done: { fields: { op: "position", at: "time", cycles: "value" } } },
});
const { isSilent: IS_SILENT, isStarted: IS_STARTED, op: OP, longest: LONGEST, address: ADDRESS } = shape.slot;
const { steps: STEPS } = shape.nest;

/** Works through its ops, one after the other, and looks up how long each takes in the cycle after its mark. */
const clerk = defineBlock(shape, work);

function work(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  const ops = kernel.attachment(block) as readonly ClerkOp[];
  if (state[base + IS_STARTED] === 2) finish(kernel, block, base, ops);
  else {
    const { cycles, steps = 0 } = ops[state[base + OP]!]!;
    if (steps > 0) kernel.enterNest(block, STEPS, steps);
    if (steps > 0) kernel.iterate(block, STEPS, steps);
    state[base + LONGEST] = Math.max(state[base + LONGEST]!, cycles);
    state[base + IS_STARTED] = 2;
    kernel.count(block, shape.counter.cycles, cycles);
    kernel.setActivity(block, cycles > 5 ? shape.activity.working : shape.activity.resting);
    kernel.wakeAt(block, now + cycles);
  }
}

function finish(kernel: Kernel, block: number, base: number, ops: readonly ClerkOp[]): void {
  const { state, now } = kernel;
  const op = state[base + OP]!;
  if (state[base + IS_SILENT] === 0) kernel.note(block, shape.note.done, op, now, ops[op]!.cycles);
  state[base + IS_STARTED] = 1;
  state[base + OP] = op + 1;
  if (op + 1 === ops.length) return kernel.stopAt(now + 1);
  kernel.markEpoch(op + 1);
  kernel.markBoundary(block, STEPS);
  kernel.wakeAt(block, now + 1);
}

interface Office {
  readonly kind?: typeof clerk;
  readonly ops: readonly ClerkOp[];
  readonly keys?: readonly number[];
  /** Notes nothing. */
  readonly isSilent?: boolean;
  readonly options?: KernelOptions;
}

function office({ kind = clerk, ops, keys, isSilent = false, options = {} }: Office): Kernel {
  const machine = new MachineBuilder();
  machine.add({ name: "clerk", kind, attachment: ops, initial: { isSilent: isSilent ? 1 : 0 } });
  if (keys !== undefined) machine.setEpochKeys(keys);
  const kernel = machine.build(options);
  return kernel;
}

const cyclesOf = (list: readonly number[]) => list.map((cycles) => ({ cycles }));

describe("what is looked up under a position", () => {
  test("differs from epoch to epoch: no loop is skipped across a mark", () => {
    const ops = cyclesOf([5, 5, 5, 5, 5, 5, 5, 9, 5, 5]);
    const kernel = office({ ops, isSilent: true });
    kernel.run();
    expect(kernel.counters(0)).toEqual({ cycles: 54 });
    expect(kernel.fastForwardedCycles).toBe(0);
  });

  test("is told apart by keys alone", () => {
    const list = [5, 5, 9, 5, 9, 9, 5, 5, 9, 5, 5];
    const kernel = office({ ops: cyclesOf(list), keys: list });
    expect(kernel.run().cycle).toBe(list.reduce((sum, cycles) => sum + cycles + 1, 0));
    expect(kernel.takeNotes().map(({ fields }) => fields.cycles)).toEqual(list);
    expect(kernel.skipReport().epochs.epochs).toBeGreaterThan(4);
  });

  test("is looked up anew where the keys end", () => {
    const list = [5, 5, 5, 5, 5, 7, 8, 9];
    const kernel = office({ ops: cyclesOf(list), keys: list.slice(0, 5) });
    kernel.run();
    expect(kernel.takeNotes().map(({ fields }) => fields.cycles)).toEqual(list);
    expect(kernel.skipReport().epochs.epochs).toBe(2);
  });
});

test("a loop that is over and left alone is as it was, one that is entered is as it becomes", () => {
  const ops = [{ cycles: 3, steps: 5 }, { cycles: 4 }, { cycles: 4 }, { cycles: 3, steps: 7 }, { cycles: 4 }, { cycles: 4 }, { cycles: 3, steps: 5 }, { cycles: 4 }, { cycles: 6 }];
  const keys = ops.map(({ cycles, steps = 0 }) => cycles + 100 * steps);
  for (let until = 1; until < 60; until++) {
    const [skip, burst] = (["skip", "burst"] as const).map((mode) => office({ ops, keys, options: { mode } }));
    skip!.run({ until });
    burst!.run({ until });
    expect(skip!.state).toEqual(burst!.state);
    expect(skip!.activities(0)).toEqual(burst!.activities(0));
  }
});

test("an address that goes on from op to op keeps every epoch a new one", () => {
  const moving = defineBlock(shape, (kernel, block, base) => {
    kernel.state[base + ADDRESS]! += 8;
    clerk.wake(kernel, block, base);
  });
  const jumps = (span: number) => {
    const machine = new MachineBuilder();
    machine.add({ name: "mover", kind: moving, attachment: cyclesOf([5, 5, 5, 5, 5, 5]) });
    machine.setEpochKeys([0, 0, 0, 0, 0, 0]);
    machine.setAddressSpan(span);
    const kernel = machine.build();
    kernel.run();
    return kernel.skipReport().epochs.epochs;
  };
  expect(jumps(16)).toBe(0);
});

test("of several marks in a cycle the largest position counts, in any order", () => {
  const first = defineBlock(shape, (kernel) => kernel.now === 0 && kernel.markEpoch(3));
  const second = defineBlock(shape, (kernel) => kernel.now === 0 && kernel.markEpoch(2));
  for (const kinds of [[first, second], [second, first]]) {
    const machine = new MachineBuilder();
    for (const [index, kind] of kinds.entries()) machine.add({ name: `${index}`, kind });
    const kernel = machine.build();
    kernel.run({ until: 5 });
    expect(kernel.position).toBe(3);
  }
});

test("nothing is jumped over once the end of the run is known", () => {
  const stopping = defineBlock(shape, (kernel, block, base) => {
    if (kernel.now === 0) kernel.stopAt(30);
    clerk.wake(kernel, block, base);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "stopping", kind: stopping, attachment: cyclesOf([5, 5, 5, 5, 5, 5, 5, 5]) });
  machine.setEpochKeys([0, 0, 0, 0, 0, 0, 0, 0]);
  const kernel = machine.build();
  expect(kernel.run()).toEqual({ reason: "stopped", cycle: 30 });
  expect(kernel.fastForwardedCycles).toBe(0);
});

test("a self-check finds a maximum that grows from op to op", () => {
  const growing = defineBlock(shape, (kernel, block, base) => {
    clerk.wake(kernel, block, base);
    kernel.state[base + LONGEST] = kernel.now;
  });
  const machine = new MachineBuilder();
  machine.add({ name: "growing", kind: growing, attachment: cyclesOf(Array.from({ length: 40 }, () => 5)) });
  machine.setEpochKeys(Array.from({ length: 40 }, () => 0));
  expect(() => machine.build({ selfCheck: true }).run()).toThrow("a jump over an epoch differs from stepping it");
});
