import { describe, expect, test } from "vitest";
import { defineBlock } from "../block-kind.ts";
import { declareBlock } from "../block-shape.ts";
import { StateReader, sameTimeless } from "./canonical-state.ts";
import type { Kernel } from "../kernel.ts";
import { MachineBuilder } from "../machine-builder.ts";
import { planState } from "./state-plan.ts";

const words = { value: "value", time: "time", tile: "iteration", since: "stamp" } as const;
const shape = declareBlock({
  kind: "subject",
  ports: { in: { direction: "in", words, optional: true }, out: { direction: "out", words, optional: true } },
  state: { value: "value", time: "time", deadline: "deadline", counter: "counter", tile: "iteration", since: "stamp", highest: "maximum", size: "parameter" },
  nests: { loop: { lookAhead: 1 } },
  activities: { idle: { class: "idle" }, work: { class: "work" } },
  counters: ["actions"],
});
const { slot } = shape;

/** What block 0 does differently, in cycle 100. */
type Difference = (kernel: Kernel) => void;

/** State at cycle 101 + `later` of two linked blocks: everything that happened, happened `later` cycles later. */
function stateAfter(difference: Difference, later = 0) {
  const kind = defineBlock(shape, (kernel, block) => {
    if (kernel.now < 100 + later) return kernel.wakeAt(block, 100 + later);
    if (kernel.now > 100 + later) return;
    kernel.state[kernel.base(block) + slot.time] = kernel.now - 3;
    kernel.state[kernel.base(block) + slot.deadline] = kernel.now + 4;
    if (block === 1) return;
    kernel.sendRun(0, shape.port.out, 0, 2, 1, 5, kernel.now, 7, 9);
    difference(kernel);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "a", kind });
  machine.add({ name: "b", kind });
  machine.link({ from: [0, "out"], to: [1, "in"], latency: 1, capacity: 5 });
  const kernel = machine.build();
  kernel.run({ until: 101 + later });
  return new StateReader(kernel, planState(kernel.machine)).read();
}

const set = (name: keyof typeof slot, value: number): Difference => (kernel) => (kernel.state[kernel.base(0) + slot[name]!] = value);
const plain = stateAfter(() => {});

describe("decides the future", () => {
  const differences: readonly [string, Difference][] = [
    ["a value", set("value", 1)],
    ["a time", set("time", 98)],
    ["a deadline to come", set("deadline", 105)],
    ["an activity", (kernel) => kernel.setActivity(0, shape.activity.work)],
    ["a pending wake", (kernel) => kernel.wakeAt(0, 140)],
    ["a far wake", (kernel) => kernel.wakeAt(0, 14_000)],
    ["one more message", (kernel) => kernel.sendAfter(0, shape.port.out, 1, 0, 101)],
    ["waiting for room", (kernel) => kernel.awaitRoom(0, shape.port.out)],
  ];
  test.each(differences)("%s", (_, difference) => {
    const other = stateAfter(difference);
    expect(sameTimeless(plain, other)).toBe(false);
    expect(other.timeless).not.toEqual(plain.timeless);
  });

  const messages: readonly [string, Difference][] = [
    ["when a message becomes visible", (kernel) => kernel.sendAfter(0, shape.port.out, 3, 1, 100)],
    ["a word", (kernel) => kernel.sendAfter(0, shape.port.out, 2, 2, 100)],
    ["a time in a message", (kernel) => kernel.sendAfter(0, shape.port.out, 2, 1, 101)],
    ["how many messages a run has", (kernel) => kernel.sendRun(0, shape.port.out, 2, 2, 0, 1, 100)],
    ["the stride of a run", (kernel) => kernel.sendRun(0, shape.port.out, 2, 1, 1, 1, 100)],
  ];
  test.each(messages)("%s", (_, difference) => {
    const one = stateAfter((kernel) => kernel.sendAfter(0, shape.port.out, 2, 1, 100));
    expect(sameTimeless(one, stateAfter(difference))).toBe(false);
  });
});

describe("decides nothing", () => {
  const differences: readonly [string, Difference][] = [
    ["a counter", (kernel) => kernel.count(0, shape.counter.actions, 5)],
    ["a counter among the slots", set("counter", 5)],
    ["an iteration", set("tile", 5)],
    ["a stamp", set("since", 5)],
    ["a maximum", set("highest", 5)],
    ["a wake that is asked for twice", (kernel) => (kernel.wakeAt(0, 120), kernel.wakeAt(0, 120))],
    ["an iteration and a stamp in a message", (kernel) => kernel.sendAfter(0, shape.port.out, 2, 1, 100, 3, 3)],
  ];
  test.each(differences)("%s", (name, difference) => {
    let before = plain;
    if (name.includes("twice")) before = stateAfter((kernel) => kernel.wakeAt(0, 120));
    if (name.includes("message")) before = stateAfter((kernel) => kernel.sendAfter(0, shape.port.out, 2, 1, 100, 4, 4));
    expect(sameTimeless(before, stateAfter(difference))).toBe(true);
  });

  test("when a deadline passed", () => {
    expect(sameTimeless(stateAfter(set("deadline", 5)), stateAfter(set("deadline", 101)))).toBe(true);
    expect(sameTimeless(stateAfter(set("deadline", 5)), stateAfter(set("deadline", 102)))).toBe(false);
  });

  test("when all of it happened", () => {
    const late = stateAfter(() => {}, 1234);
    expect(late.cycle).toBe(plain.cycle + 1234);
    expect(sameTimeless(plain, late)).toBe(true);
  });
});

/** State at cycle 7 of two linked blocks, the first of which sends a run of three in cycle `sent`. */
function stateWithRun(sent: number) {
  const kind = defineBlock(shape, (kernel, block) => {
    if (block === 0 && kernel.now < sent) kernel.wakeAt(0, sent);
    if (block === 0 && kernel.now === sent) kernel.sendRun(0, shape.port.out, 0, 3, 1, 0, 7);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "a", kind });
  machine.add({ name: "b", kind });
  machine.link({ from: [0, "out"], to: [1, "in"], latency: 1, capacity: 5 });
  const kernel = machine.build();
  kernel.run({ until: 7 });
  return new StateReader(kernel, planState(kernel.machine)).read();
}

test("how much of a run is visible decides the future, how long all of it has been does not", () => {
  expect(sameTimeless(stateWithRun(5), stateWithRun(4))).toBe(false);
  expect(sameTimeless(stateWithRun(4), stateWithRun(3))).toBe(true);
  expect(sameTimeless(stateWithRun(3), stateWithRun(1))).toBe(true);
});

test("freed slots that the sender does not see yet decide the future", () => {
  const states = [1, 2].map((taken) => {
    const kind = defineBlock(shape, (kernel, block) => {
      if (block === 0 && kernel.now === 0) kernel.sendRun(0, shape.port.out, 0, taken + 1, 0, 1);
      if (block === 1 && kernel.now === 2) kernel.popRun(1, shape.port.in, taken);
      if (block === 1 && kernel.now < 2) kernel.wakeAt(1, 2);
    });
    const machine = new MachineBuilder();
    machine.add({ name: "a", kind });
    machine.add({ name: "b", kind });
    machine.link({ from: [0, "out"], to: [1, "in"], latency: 1, capacity: 5 });
    const kernel = machine.build();
    kernel.run({ until: 3 });
    return new StateReader(kernel, planState(kernel.machine)).read();
  });
  expect(states[0]!.timeless).not.toEqual(states[1]!.timeless);
});
