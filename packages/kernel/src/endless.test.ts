import { expect, test } from "vitest";
import { defineBlock } from "./block-kind.ts";
import { declareBlock } from "./block-shape.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { nextRandom } from "./specimens/random.ts";

const shape = declareBlock({
  kind: "wanderer",
  ports: { out: { direction: "out", words: { value: "value" } }, in: { direction: "in", words: { value: "value" } } },
  state: { random: "value", op: "position", left: "value" },
  nests: { loop: { lookAhead: 1 } },
  activities: { idle: { class: "idle" }, busy: { class: "work" } },
  counters: ["steps"],
  notes: { over: { fields: { op: "position" }, totals: true } },
});
const { random: RANDOM, op: OP, left: LEFT } = shape.slot;
const opSteps = 1000;
const stepsPerBoundary = 50;

/** Passes messages around with random pauses, so that no state comes twice; block 0 marks and notes an epoch every so many steps. */
const wanderer = defineBlock(shape, (kernel, block, base) => {
  const { state, now } = kernel;
  if (kernel.has(block, shape.port.in)) kernel.pop(block, shape.port.in);
  if (kernel.room(block, shape.port.out) > 0) kernel.send(block, shape.port.out, now % 7);
  kernel.setActivity(block, state[base + RANDOM]! & 1);
  kernel.count(block, shape.counter.steps, 1);
  kernel.wakeAt(block, now + 1 + nextRandom(state, base + RANDOM, 20));
  if (block > 0) return;
  if (now === 0) kernel.enterNest(block, shape.nest.loop, 1e9);
  state[base + LEFT]! += 1;
  if (state[base + LEFT]! % stepsPerBoundary > 0) return;
  kernel.iterate(block, shape.nest.loop, 1);
  kernel.markBoundary(block, shape.nest.loop);
  if (state[base + LEFT]! < opSteps) return;
  state[base + LEFT] = 0;
  kernel.note(block, shape.note.over, state[base + OP]!);
  state[base + OP]! += 1;
  kernel.markEpoch(state[base + OP]!);
});

/** Bytes that are in use once everything that can be has been collected; the memory of arrays is given back by the second collection. */
function usedBytes(): number {
  for (let collections = 0; collections < 2; collections++) (globalThis as unknown as { gc(): void }).gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("a run of ten million events in which nothing recurs does not grow, as long as its notes are taken", async () => {
  const { setFlagsFromString } = await import("node:v8");
  const { runInNewContext } = await import("node:vm");
  setFlagsFromString("--expose-gc");
  (globalThis as unknown as { gc: unknown }).gc = runInNewContext("gc");
  const machine = new MachineBuilder();
  const blocks = 8;
  for (let block = 0; block < blocks; block++) machine.add({ name: `wanderer${block}`, kind: wanderer, initial: { random: 12345 + 977 * block } });
  for (let block = 0; block < blocks; block++) machine.link({ from: [block, "out"], to: [(block + 1) % blocks, "in"], latency: 3, capacity: 4 });
  machine.setEpochKeys(new Int32Array(1e6));
  const kernel = machine.build();
  const run = (events: number) => {
    while (kernel.events < events) {
      kernel.run({ until: kernel.now + 1e5 });
      kernel.takeNotes();
    }
  };
  run(4e6);
  const before = usedBytes();
  run(1e7);
  expect(usedBytes() - before).toBeLessThan(12e6);
  expect(kernel.fastForwardedCycles).toBe(0);
  expect(kernel.position).toBeGreaterThan(1000);
}, 60_000);
