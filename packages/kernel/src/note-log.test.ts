import { expect, test } from "vitest";
import { type Wake, defineBlock } from "./block-kind.ts";
import { declareBlock } from "./block-shape.ts";
import type { Kernel } from "./kernel.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { totalPlaces } from "./total-places.ts";

const shape = declareBlock({
  kind: "scribe",
  state: { phase: "value" },
  nests: { loop: { lookAhead: 1 } },
  activities: { idle: { class: "idle" }, busy: { class: "work" } },
  counters: ["done", "more"],
  notes: { tick: { fields: { first: "value", second: "time" } }, sum: { totals: true }, bare: {} },
});
const { tick, sum, bare } = shape.note;

function scribes(...wakes: Wake[]): Kernel {
  const machine = new MachineBuilder();
  for (const [index, wake] of wakes.entries()) machine.add({ name: `scribe${index}`, kind: defineBlock(shape, wake) });
  return machine.build();
}

test("notes come in the order of cycles, then blocks, then calls, and are taken once", () => {
  const write: Wake = (kernel, block) => {
    kernel.note(block, tick, 10 * block, kernel.now);
    kernel.note(block, bare);
    if (kernel.now === 0) kernel.wakeAt(block, 3);
  };
  const kernel = scribes(write, write);
  kernel.run();
  const tickOf = (block: number, cycle: number) => ({ block, note: "tick", cycle, fields: { first: 10 * block, second: cycle }, totals: null });
  const bareOf = (block: number, cycle: number) => ({ block, note: "bare", cycle, fields: {}, totals: null });
  const ofCycle = (cycle: number) => [0, 1].flatMap((block) => [tickOf(block, cycle), bareOf(block, cycle)]);
  expect(kernel.takeNotes()).toEqual([...ofCycle(0), ...ofCycle(3)]);
  expect(kernel.takeNotes()).toEqual([]);
});

test("totals are those at the end of the cycle, of all blocks in any order", () => {
  const count: Wake = (kernel, block) => {
    kernel.count(block, shape.counter.more, 5 + block);
    kernel.setActivity(block, shape.activity.busy);
  };
  const note: Wake = (kernel, block) => {
    kernel.note(block, sum);
    count(kernel, block, 0);
    if (kernel.now === 0) kernel.wakeAt(block, 4);
  };
  const kernel = scribes(count, note, count);
  kernel.run();
  const places = totalPlaces(kernel.machine);
  const [first, second] = kernel.takeNotes().map(({ totals }) =>
    places.map(({ counters, activities }) => [counters.done, counters.more, activities.idle, activities.busy].map((place) => totals![place!])),
  );
  expect(first).toEqual([[0, 5, 0, 1], [0, 6, 0, 1], [0, 7, 0, 1]]);
  expect(second).toEqual([[0, 5, 0, 5], [0, 12, 0, 5], [0, 7, 0, 5]]);
});

test("going back to a snapshot drops what was noted since", () => {
  const kernel = scribes((kernel, block) => {
    kernel.note(block, tick, kernel.now);
    kernel.wakeAt(block, kernel.now + 1);
  });
  kernel.run({ until: 4 });
  const snapshot = kernel.snapshot();
  kernel.run({ until: 9 });
  kernel.restore(snapshot);
  kernel.run({ until: 6 });
  expect(kernel.takeNotes().map(({ fields }) => fields.first)).toEqual([0, 1, 2, 3, 4, 5]);
});

test("no loop is skipped over a note", () => {
  const kernel = scribes((kernel, block, base) => {
    const phase = kernel.state[base + shape.slot.phase]!;
    if (kernel.now === 0) kernel.enterNest(block, shape.nest.loop, 100);
    kernel.iterate(block, shape.nest.loop, 1);
    kernel.markBoundary(block, shape.nest.loop);
    if (phase === 0) kernel.note(block, bare);
    kernel.state[base + shape.slot.phase] = (phase + 1) % 5;
    if (kernel.remaining(block, shape.nest.loop) > 0) kernel.wakeAt(block, kernel.now + 1);
  });
  kernel.run();
  expect(kernel.takeNotes().map(({ cycle }) => cycle)).toEqual(Array.from({ length: 20 }, (_, index) => 5 * index));
});

test("a note that is not declared is refused", () => {
  expect(() => scribes((kernel, block) => kernel.note(block, 3)).run()).toThrow("cycle 0, scribe0: note 3 is not declared");
});

test("a note has at most four numbers", () => {
  const fields = { a: "value", b: "value", c: "value", d: "value", e: "value" } as const;
  expect(() => declareBlock({ kind: "verbose", activities: { idle: { class: "idle" } }, notes: { all: { fields } } })).toThrow('block kind "verbose", note "all": 5 numbers, at most 4 fit a note');
});
