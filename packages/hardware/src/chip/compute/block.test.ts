import { expect, test } from "vitest";
import { cyclesOf, runBench, type Stimulus } from "../../testing/block-bench.ts";
import type { VectorJob } from "../job/job.ts";
import { waits, type Wait } from "../messages.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { computeBlock } from "./block.ts";
import { JobRunner } from "./job-runner.ts";

/** Jobs of 10 and of 25 cycles. */
const jobs = [96, 576].map((elements): VectorJob => ({ kind: "vector", pass: 0, elements, unit: "ppu", readBits: 8, writeBits: 8, operations: [] }));

function run(orders: readonly Stimulus[], exact: "burst" | "cycle" = "burst") {
  const runner = new JobRunner(formulaArray(16), jobs, true);
  return { ...runBench({ kind: computeBlock(jobs.length), attachment: runner, inputs: { order: orders }, cycles: 100, exact }), runner };
}

const order = (at: number, job: number): Stimulus => ({ at, words: [job, 0] });
const wait = (at: number, cause: Wait): Stimulus => ({ at, words: [-1 - waits.indexOf(cause), 0] });

test.each(["burst", "cycle"] as const)("a job begins when its order is there, and is done so many cycles later, %s", (exact) => {
  const { activities, counters, ...result } = run([order(5, 0), wait(16, "idle")], exact);
  expect(cyclesOf(result as never, "done")).toEqual([15]);
  expect(activities).toEqual({ idle: 5 + 84, memory: 1, dependency: 0, store: 0, job: 10 });
  expect(counters).toEqual({ job0: 1, job1: 0 });
});

test.each(["burst", "cycle"] as const)("the next one begins in the cycle in which it is over, %s", (exact) => {
  const result = run([order(5, 0), order(7, 1), order(15, 0), wait(51, "store")], exact);
  expect(cyclesOf(result, "done")).toEqual([15, 40, 50]);
  expect(result.activities).toEqual({ idle: 5, memory: 1, dependency: 0, store: 49, job: 45 });
});

test("what is waited for is what it is told; in the cycle behind a job, before that, memory", () => {
  const { activities } = run([order(5, 0), wait(16, "dependency"), wait(30, "store"), order(40, 0), order(51, 0), wait(62, "idle")]);
  // 15 memory, 16-29 dependency, 30-39 store, 50 and 61 memory.
  expect(activities).toEqual({ idle: 5 + 38, memory: 3, dependency: 14, store: 10, job: 30 });
});

test("equal jobs are simulated once where that is remembered, and otherwise every time", () => {
  expect(run([order(5, 0), order(6, 1), order(7, 0)]).runner.simulated).toBe(2);
  const forgetful = new JobRunner(formulaArray(16), jobs, false);
  for (const job of [0, 1, 0]) forgetful.timing(job);
  expect([forgetful.simulated, forgetful.taken(0).cycles, forgetful.simulated]).toEqual([3, 10, 3]);
});

test("an array whose jobs do not take the same time twice is found out", () => {
  let cycles = 5;
  const array = formulaArray(16);
  const runner = new JobRunner({ ...array, run: (job) => ({ ...array.run(job), cycles: cycles++ }) }, jobs, false);
  runner.timing(0);
  expect(() => runner.timing(0)).toThrow(/took 5 cycles once and 6 another time/);
});
