import { type PipelineSpec, assemble, pipeline } from "@lnsim/kernel/specimens";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTimeline } from "./check-timeline.fixture.ts";
import { jobMachine, type Turn } from "./job-machine.fixture.ts";
import type { JobPlace } from "./job-place.ts";
import { machineLayout } from "./machine-layout.ts";
import { type NaiveTimeline, naiveTimeline } from "./naive-timeline.fixture.ts";
import { createRecorder } from "./recorder.ts";
import type { Recording } from "./recording.ts";

const header = { version: "0", machineHash: "", machine: "specimen", trace: "none", gigahertz: null, origin: {} };
const wire = { latency: 1, capacity: 3 };
const base: PipelineSpec = { rounds: 1, tiles: 3, beats: 3, lastBeats: 2, slices: 2, sliceCycles: 2, outputs: 1, interval: 1, accessLatency: 2, data: wire, result: wire, controlLatency: 1, turnaround: 1 };
const specs: readonly PipelineSpec[] = [base, { ...base, tiles: 30 }, { ...base, tiles: 1, beats: 9 }];
const jobKernel = (job: number, mode: "skip" | "burst") => assemble(pipeline(specs[job]!), { mode });
const jobs = specs.map((_, job) => naiveTimeline(jobKernel(job, "burst")));
const cycles = jobs.map((job) => job.cycles);
const place: JobPlace = { block: "array", activity: "job", layout: machineLayout(jobKernel(0, "skip").machine), workers: ["compute", "drain"] };
const working = 1;

interface Program {
  readonly turns: readonly Turn[];
  readonly rounds: number;
}

function record(program: Program): Recording {
  const recorder = createRecorder({ header, jobs: place });
  const run = (kernel: ReturnType<typeof jobKernel>, detach: () => void) => {
    kernel.run();
    detach();
  };
  for (const job of jobs.keys()) {
    const kernel = jobKernel(job, "skip");
    run(kernel, recorder.attachJob(job, kernel));
  }
  const outer = jobMachine({ ...program, cycles }, "skip");
  run(outer, recorder.attach(outer));
  recorder.finish();
  return recorder.recording;
}

/** What the whole machine does, by cycle. */
function naiveWhole(program: Program): NaiveTimeline {
  const step = naiveTimeline(jobMachine({ ...program, cycles }, "burst"));
  const inside: { job: number; cycle: number; isFirst: boolean }[] = [];
  for (let job = 0; job < 3; job++) {
    for (const [start, n] of step.counted[0]![job]!.entries()) {
      if (n === 0) continue;
      for (let cycle = 0; cycle < cycles[job]!; cycle++) inside[start + cycle] = { job, cycle, isFirst: cycle === 0 };
    }
  }
  const at = Array.from({ length: step.cycles }, (_, cycle) => inside[cycle] ?? null);
  const spread = (of: (job: NaiveTimeline) => readonly number[]) => at.map((place) => (place === null ? 0 : of(jobs[place.job]!)[place.cycle]!));
  const waiting = (block: number, cycle: number) => {
    const { name, activities } = place.layout.blocks[block]!;
    const isLate = place.workers.includes(name) && step.activity[0]![cycle]! > working;
    return activities.length + (isLate ? 1 : 0);
  };
  return {
    cycles: step.cycles,
    activity: [...step.activity, ...place.layout.blocks.map((_, block) => at.map((place, cycle) => (place === null ? waiting(block, cycle) : jobs[place.job]!.activity[block]![place.cycle]!)))],
    counted: [...step.counted, ...place.layout.blocks.map(({ counters }, block) => counters.map((_, counter) => spread((job) => job.counted[block]![counter]!)))],
    noted: [...step.noted, ...place.layout.blocks.map(({ notes }, block) => notes.map((_, note) => spread((job) => job.noted[block]![note]!)))],
    sent: place.layout.links.map((_, link) => spread((job) => job.sent[link]!)),
    level: place.layout.links.map((_, link) => spread((job) => job.level[link]!)),
    cuts: new Set(at.flatMap((place, cycle) => (place?.isFirst === true || (place === null) !== ((at[cycle - 1] ?? null) === null) ? [cycle] : []))),
    cutsFrom: 1,
  };
}

const turns = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 30 }), job: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 4 });
const parts = fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 2, maxLength: 12 });

test("a step with its jobs answers every query as plain lists of what happens in every cycle do", () => {
  let copies = 0;
  fc.assert(
    fc.property(turns, fc.integer({ min: 1, max: 12 }), parts, parts, (list, rounds, ...windows) => {
      const program = { turns: list, rounds };
      const recording = record(program);
      const naive = naiveWhole(program);
      for (const window of windows) checkTimeline(recording.whole, naive, window.map((part) => Math.floor((part / 9999) * naive.cycles)).toSorted((a, b) => a - b));
      for (let cycle = 0; cycle < naive.cycles; cycle += 37) copies += Math.min(1, recording.whole.source(cycle).copies);
    }),
    { seed: 5, numRuns: 40 },
  );
  expect(copies).toBeGreaterThan(100);
});

test("the job that runs in a cycle is known", () => {
  const recording = record({ turns: [{ wait: 4, job: 1 }, { wait: 0, job: 2 }], rounds: 2 });
  const [, one, two] = cycles as [number, number, number];
  expect(recording.jobAt(0)).toMatchObject({ job: 1, from: 0, to: one });
  expect(recording.jobAt(one - 1)).toMatchObject({ job: 1 });
  expect(recording.jobAt(one)).toMatchObject({ job: 2, from: one, to: one + two });
  expect(recording.jobAt(one + two)).toBe(null);
  expect(recording.jobAt(one + two + 4)).toMatchObject({ job: 1, from: one + two + 4 });
  expect(recording.job(1)!.cycles).toBe(one);
  expect(recording.job(7)).toBe(null);
});
