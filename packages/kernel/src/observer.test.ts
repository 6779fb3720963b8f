import { expect, test } from "vitest";
import type { Observer } from "./observer.ts";
import { assemble, outcome } from "./specimens/assembly.ts";
import { type PipelineSpec, pipeline } from "./specimens/pipeline.ts";

const spec: PipelineSpec = {
  rounds: 2,
  tiles: 40,
  beats: 6,
  lastBeats: 2,
  slices: 2,
  sliceCycles: 3,
  outputs: 2,
  interval: 1,
  accessLatency: 3,
  data: { latency: 2, capacity: 8 },
  result: { latency: 1, capacity: 3 },
  controlLatency: 1,
  turnaround: 1,
};

test("activities, messages and cycles as they were observed add up to the statistics", () => {
  const kernel = assemble(pipeline(spec), { mode: "burst" });
  const blocks = kernel.machine.blocks.length;
  const since = new Array<number>(blocks).fill(0);
  const spent = Array.from({ length: blocks }, (_, block) => kernel.activities(block).map(() => 0));
  const current = new Array<number>(blocks).fill(0);
  const onLinks = kernel.machine.links.map(() => ({ sent: 0, popped: 0, firstVisible: Infinity }));
  let events = 0;
  kernel.observe({
    activity(block, activity, previous, cycle) {
      expect(current[block]).toBe(previous);
      spent[block]![previous]! += cycle - since[block]!;
      since[block] = cycle;
      current[block] = activity;
    },
    send({ link, count, visibleAt, words }) {
      const seen = onLinks[link]!;
      if (seen.sent === 0) expect([...words]).toEqual([0, 0, 0, 0]);
      seen.sent += count;
      seen.firstVisible = Math.min(seen.firstVisible, visibleAt);
    },
    pop(link, cycle, count) {
      expect(cycle).toBeGreaterThanOrEqual(onLinks[link]!.firstVisible);
      onLinks[link]!.popped += count;
    },
    cycle: (_, count) => (events += count),
  });
  const { cycle } = kernel.run();
  for (let block = 0; block < blocks; block++) {
    spent[block]![current[block]!]! += cycle - since[block]!;
    expect(spent[block]).toEqual(kernel.activities(block).map((activity) => activity.cycles));
  }
  expect(events).toBe(kernel.events);
  expect(onLinks.map(({ sent }) => sent)).toEqual([2 * (39 * 6 + 2), 80, 80, 160]);
  expect(onLinks.map(({ popped }) => popped)).toEqual([2 * (39 * 6 + 2), 80, 80, 160]);
});

test("observers change nothing, are told of skips, and can be taken off", () => {
  const alone = assemble(pipeline(spec));
  alone.run();
  const watched = assemble(pipeline(spec));
  let skipped = 0;
  let calls = 0;
  const detach = watched.observe({ skip: (from, to) => (skipped += to - from) });
  const other: Observer = { cycle: () => calls++ };
  const detachOther = watched.observe(other);
  watched.run({ until: 50 });
  detachOther();
  const seen = calls;
  watched.run();
  expect(seen).toBeGreaterThan(0);
  expect(calls).toBe(seen);
  expect(skipped).toBe(watched.fastForwardedCycles);
  expect(skipped).toBeGreaterThan(0);
  detach();
  expect(watched.observer).toBeNull();
  expect(outcome(watched)).toEqual(outcome(alone));
});
