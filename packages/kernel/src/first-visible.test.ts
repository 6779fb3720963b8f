import { expect, test } from "vitest";
import { defineBlock } from "./block-kind.ts";
import { declareBlock } from "./block-shape.ts";
import { MachineBuilder } from "./machine-builder.ts";

const ports = ["p0", "p1", "p2", "p3"];
const idle = { idle: { class: "idle" } } as const;
const portsOf = <Direction extends "in" | "out">(direction: Direction) => Object.fromEntries(ports.map((port) => [port, { direction, optional: port === "p1" }]));
const senderShape = declareBlock({ kind: "sender", ports: portsOf("out"), activities: idle });
const receiverShape = declareBlock({ kind: "receiver", ports: portsOf("in"), activities: idle });

/** What the receiver finds in each of cycles 1 to 4: the first of all ports, and the first of the last two. */
function findings(): readonly (readonly number[])[] {
  const found: number[][] = [];
  const sender = defineBlock(senderShape, (kernel, block) => {
    if (kernel.now !== 0) return;
    kernel.sendAfter(block, 3, 0);
    kernel.sendAfter(block, 2, 1);
    kernel.sendAfter(block, 0, 2);
  });
  const receiver = defineBlock(receiverShape, (kernel, block) => {
    if (kernel.now > 0) found.push([kernel.firstVisible(block, 0, 4), kernel.firstVisible(block, 2, 2)]);
    if (kernel.now === 4) for (const port of [0, 2, 3]) kernel.pop(block, port);
    if (kernel.now < 5) kernel.wakeAt(block, kernel.now + 1);
  });
  const machine = new MachineBuilder();
  machine.add({ name: "sender", kind: sender });
  machine.add({ name: "receiver", kind: receiver });
  for (const port of ["p0", "p2", "p3"]) machine.link({ from: [0, port], to: [1, port], latency: 1, capacity: 2 });
  const kernel = machine.build();
  const start = kernel.snapshot();
  kernel.run({ until: 3 });
  kernel.restore(start);
  found.length = 0;
  kernel.run({ until: 6 });
  return found;
}

test("the first in-port with a visible message is found, in a range, from the cycle of its arrival to that of its pop", () => {
  expect(findings()).toEqual([
    [3, 3],
    [2, 2],
    [0, 2],
    [0, 2],
    [-1, -1],
  ]);
});
