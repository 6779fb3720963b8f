import { type Kernel, MachineBuilder, type Observer, declareBlock, defineBlock } from "@lnsim/kernel";
import { type PipelineSpec, assemble, pipeline } from "@lnsim/kernel/specimens";
import { expect, test } from "vitest";
import { createRecorder } from "./recorder.ts";

const header = { version: "0", machineHash: "", machine: "specimen", trace: "none", gigahertz: null, origin: {} };
const wire = { latency: 1, capacity: 3 };
const spec: PipelineSpec = { rounds: 2, tiles: 50, beats: 6, lastBeats: 2, slices: 2, sliceCycles: 3, outputs: 2, interval: 1, accessLatency: 3, data: wire, result: wire, controlLatency: 1, turnaround: 1 };

/** A kernel whose observers are told of skips as `lie` says. */
function lying(lie: (observer: Observer) => Observer): Kernel {
  const kernel = assemble(pipeline(spec));
  const observe = kernel.observe.bind(kernel);
  kernel.observe = (observer) => observe(lie(observer));
  return kernel;
}

const asTold = (observer: Observer): Observer => ({
  activity: (...change) => observer.activity?.(...change),
  send: (run) => observer.send?.(run),
  pop: (...run) => observer.pop?.(...run),
  note: (...note) => observer.note?.(...note),
  cycle: (...cycle) => observer.cycle?.(...cycle),
  skip: (...skip) => observer.skip?.(...skip),
});

test("what a recorder is told is held against the kernel after every skip", () => {
  const run = (lie: (observer: Observer) => Observer) => {
    const kernel = lying(lie);
    const detach = createRecorder({ header }).attach(kernel);
    kernel.run();
    detach();
  };
  run(asTold);
  const isHidden = (block: number) => block === 2;
  const shifted = (observer: Observer): Observer => ({ ...asTold(observer), skip: (from, to, periods) => observer.jump!(from, to, from - (to - from) / periods - 7) });
  expect(() => run(shifted)).toThrow(/the recording has \d+ for \w+, the kernel \d+/);
  const silent = (observer: Observer): Observer => ({ ...asTold(observer), activity: (block, ...change) => (isHidden(block) ? undefined : observer.activity!(block, ...change)) });
  expect(() => run(silent)).toThrow(/compute: the recording has/);
});

test("a recorder begins at cycle 0", () => {
  const kernel = assemble(pipeline(spec));
  kernel.run({ until: 5 });
  expect(() => createRecorder({ header }).attach(kernel)).toThrow("begins at cycle 0");
});

const shape = declareBlock({ kind: "restless", activities: { idle: { class: "idle" }, a: { class: "work" }, b: { class: "work" } }, notes: { seen: {} } });
const { idle, a, b } = shape.activity;
/** What it does in cycle 10 * i: activity, and the cycle from which on. */
const changes: readonly (readonly [number, number])[] = [[a, 0], [b, 7], [a, 20], [b, 20], [a, 20], [idle, 33], [a, 33], [b, 50]];

function wake(kernel: Kernel, block: number): void {
  const [activity, from] = changes[kernel.now / 10] ?? [idle, kernel.now];
  kernel.setActivityFrom(block, activity, from);
  kernel.note(block, shape.note.seen);
  if (kernel.now < 90) kernel.wakeAt(block, kernel.now + 10);
  else kernel.stopAt(100);
}

test("changes are at their cycles, however late they are reported; those of no duration are none", () => {
  const machine = new MachineBuilder();
  machine.add({ name: "one", kind: defineBlock(shape, wake) } as never);
  const kernel = machine.build({ mode: "burst" });
  const recorder = createRecorder({ header });
  const detach = recorder.attach(kernel);
  const { step } = recorder.recording;
  const intervals = () => {
    const list: [number, number, number][] = [];
    step.intervals(0, 0, step.cycles, (...interval) => list.push(interval));
    return list;
  };
  kernel.run({ until: 25 });
  expect([step.cycles, intervals()]).toEqual([25, [[a, 0, 7], [b, 7, 20], [a, 20, 25]]]);
  kernel.run();
  detach();
  expect(intervals()).toEqual([[a, 0, 7], [b, 7, 20], [a, 20, 50], [b, 50, 80], [idle, 80, 100]]);
  for (const cycle of [20, 21, 33, 49]) expect(step.intervalAt(0, cycle)).toEqual({ activity: a, from: 20, to: 50 });
  expect(step.intervalAt(0, 7)).toEqual({ activity: b, from: 7, to: 20 });
  expect([...step.noted(0, 10, 30)]).toEqual([2]);
  expect(() => step.level(0, 100)).toThrow("0 to 100 are known");
});
