import { describe, expect, test } from "vitest";
import { defineBlock } from "./block-kind.ts";
import { declareBlock } from "./block-shape.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { probe, probeKind } from "./specimens/probe.ts";

const activities = { idle: { class: "idle" } } as const;
const producer = defineBlock(declareBlock({ kind: "producer", ports: { out: { direction: "out", words: { value: "value" } } }, state: { rate: "parameter" }, activities }), () => {});
const consumer = defineBlock(declareBlock({ kind: "consumer", ports: { in: { direction: "in", words: { value: "value" } } }, activities }), () => {});
const listener = defineBlock(declareBlock({ kind: "listener", ports: { in: { direction: "in" } }, activities }), () => {});

function start() {
  const machine = new MachineBuilder();
  const from = machine.add({ name: "p", kind: producer });
  const to = machine.add({ name: "c", kind: consumer });
  return { machine, from, to };
}
const wire = { latency: 1, capacity: 1 };

describe("a machine that cannot be built says which block and port", () => {
  test("latency and capacity", () => {
    const { machine, from, to } = start();
    expect(() => machine.link({ from: [from, "out"], to: [to, "in"], latency: 0, capacity: 1 })).toThrow("link p.out -> c.in: latency 0 is not an integer of at least 1");
    expect(() => machine.link({ from: [from, "out"], to: [to, "in"], latency: 1, capacity: 1.5 })).toThrow("link p.out -> c.in: capacity 1.5 is not an integer of at least 1");
  });

  test("two links on one port", () => {
    const { machine, from, to } = start();
    const other = machine.add({ name: "d", kind: consumer });
    machine.link({ from: [from, "out"], to: [to, "in"], ...wire });
    expect(() => machine.link({ from: [from, "out"], to: [other, "in"], ...wire })).toThrow("p.out has two links");
  });

  test("a port that is not linked", () => {
    const { machine } = start();
    expect(() => machine.build()).toThrow("p.out is not linked and not optional");
  });

  test("names and directions", () => {
    const { machine, from, to } = start();
    expect(() => machine.link({ from: [from, "exit"], to: [to, "in"], ...wire })).toThrow('block "p" (producer) has no port "exit"');
    expect(() => machine.link({ from: [to, "in"], to: [from, "out"], ...wire })).toThrow("c.in is an in-port, used as an out-port");
    expect(() => machine.link({ from: [9, "out"], to: [to, "in"], ...wire })).toThrow('there is no block 9 (port "out")');
    expect(() => machine.add({ name: "p", kind: producer })).toThrow('two blocks are called "p"');
    expect(() => machine.add({ name: "q", kind: producer, initial: { speed: 1 } as never })).toThrow('block "q" (producer) has no slot "speed"');
    expect(() => machine.add({ name: "q", kind: producer, initial: { rate: NaN } })).toThrow('block "q", slot "rate": initial value NaN');
  });

  test("words that differ", () => {
    const { machine, from } = start();
    const to = machine.add({ name: "l", kind: listener });
    expect(() => machine.link({ from: [from, "out"], to: [to, "in"], ...wire })).toThrow("link p.out -> l.in: sends (value: value), receives ()");
  });
});

describe("a declaration that contradicts itself", () => {
  const words = { a: "value", b: "value", c: "value", d: "value", e: "value" } as const;
  test.each([
    [{ kind: "k", activities: {} }, 'block kind "k" declares no activity'],
    [{ kind: "k", activities, ports: { p: { direction: "in", words } } }, 'port "p": 5 words, at most 4 fit a message'],
    [{ kind: "k", activities, nests: { n: { lookAhead: 0 } } }, 'nest "n": look-ahead 0 is not an integer of at least 1'],
    [{ kind: "k", activities: { s: { class: "stall" } } }, 'activity "s": a stall needs a cause'],
    [{ kind: "k", activities: { w: { class: "work", cause: "x" } } }, 'activity "w": only a stall has a cause'],
    [{ kind: "k", activities: { s: { class: "stall", cause: "x", port: "p" } } }, 'activity "s": no port "p"'],
    [{ kind: "k", activities, counters: ["n", "n"] }, 'counter "n" is declared twice'],
  ] as const)("%j", (declaration, message) => {
    expect(() => declareBlock(declaration)).toThrow(message);
  });
});

test("a block has what was attached to it, also after a snapshot was restored, and nothing by default", () => {
  const table = Float64Array.of(7, 8, 9);
  const machine = new MachineBuilder();
  machine.add({ name: "reader", kind: probeKind((kernel, block) => kernel.count(block, probe.done, (kernel.attachment(block) as Float64Array)[kernel.now]!)), attachment: table });
  machine.add({ name: "other", kind: probeKind(() => {}) });
  const kernel = machine.build();
  const start = kernel.snapshot();
  kernel.run({ until: 1 });
  kernel.restore(start);
  kernel.run({ until: 1 });
  expect(kernel.counters(0)).toEqual({ done: 7 });
  expect(kernel.attachment(0)).toBe(table);
  expect(kernel.attachment(1)).toBeNull();
});

test.each([0, -8, 1.5, NaN, 2 ** 53])("an address span of %d is refused", (bytes) => {
  expect(() => new MachineBuilder().setAddressSpan(bytes)).toThrow("is not a positive whole number");
});

test("a constant that is no slot is refused", () => {
  const spec = { name: "reader", kind: probeKind(() => {}), constants: ["nothing"] };
  expect(() => new MachineBuilder().add(spec)).toThrow('has no slot "nothing"');
});
