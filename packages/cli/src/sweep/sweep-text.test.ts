import type { SweepProgress } from "@lnsim/sweep";
import { expect, test } from "vitest";
import { BestSoFar } from "./best-so-far.ts";
import { sweepNumbers, sweepScreen, sweepSummary, type SweepState } from "./sweep-text.ts";

const progress: SweepProgress = { total: 1000, done: 412, failed: 3, cached: 120, left: 465, elapsedSeconds: 20, pointsPerSecond: 20.75, etaSeconds: 22.4 };
const best = { figure: "cycles.perStep", value: 1_234_567, values: { "array.rows": 8, dataflow: "os" } };
const state: SweepState = { progress, best };

test("a line has counts, rate, time left and the best so far", () => {
  expect(sweepNumbers(state)).toBe(
    "412 of 1,000 points done, 3 failed, 120 cached, 465 left, 20.8 points/s, 22.4 s to go, best cycles.perStep 1.23 M at array.rows=8 dataflow=os",
  );
  const first = { ...progress, done: 0, failed: 0, cached: 0, left: 1000, pointsPerSecond: null, etaSeconds: null };
  expect(sweepNumbers({ progress: first, best: null })).toBe("0 of 1,000 points done, 1,000 left");
});

test("a screen has a bar, counts, pace, the best and what failed last, within its columns", () => {
  const failed: SweepState = { ...state, note: "generation 2", lastFailure: { values: { "array.rows": 0 }, error: `a wrong value: ${"far too ".repeat(40)}\n  at: array.rows` } };
  expect(sweepScreen(failed, 60, 2).slice(0, 5)).toEqual([
    `[${"#".repeat(26)}${"-".repeat(22)}] 53.5 %`,
    "412 of 1,000 points done, 3 failed, 120 cached, 465 left",
    "20.8 points/s, 22.0 s so far, 20.4 s to go",
    "generation 2",
    "best cycles.perStep 1.23 M at array.rows=8 dataflow=os",
  ]);
  for (const columns of [60, 80, 300]) {
    const lines = sweepScreen(failed, columns, 0);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns);
    expect(lines.some((line) => line.startsWith("failed: array.rows=0: a wrong value: far too far"))).toBe(true);
    expect(lines.length).toBeLessThanOrEqual(9);
  }
});

test("the end says what was run, and where it is", () => {
  const end = { progress: { ...progress, done: 877, left: 0 }, failed: [], stopped: false };
  expect(sweepSummary(end, best, "s.db").split("\n")).toEqual([
    "1,000 points: 877 run in 20.0 s, 20.8 points/s, 120 cached, 3 failed",
    "best cycles.perStep 1.23 M at array.rows=8 dataflow=os",
    "rows are in s.db",
  ]);
});

test("the best is the least, or the most, of what was asked for", () => {
  const least = new BestSoFar();
  least.show({ "cycles.perStep": 5 }, { a: 1 });
  least.show({ "cycles.perStep": 3 }, { a: 2 });
  least.show({ "cycles.perStep": 4 }, { a: 3 });
  least.show({ "cycles.perStep": null, "accuracy.test": 1 }, { a: 4 });
  expect(least.best).toEqual({ figure: "cycles.perStep", value: 3, values: { a: 2 } });
  const most = new BestSoFar([{ figure: "accuracy.test", goal: "max" }]);
  most.show({ "cycles.perStep": 5 }, { a: 1 });
  expect(most.best).toBeNull();
  for (const value of [0.5, 0.9, 0.7]) most.show({ "accuracy.test": value }, { a: value });
  expect(most.best?.value).toBe(0.9);
});
