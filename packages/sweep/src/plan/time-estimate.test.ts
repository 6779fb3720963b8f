import { expect, test } from "vitest";
import type { Attempt } from "../row.ts";
import type { ResolvedPoint } from "./resolve-point.ts";
import { estimateTime, type SweepStanding } from "./time-estimate.ts";

const point = (id: string, timingKey: string, replayKey: string | null = null, kind: Partial<ResolvedPoint> = {}): ResolvedPoint => ({
  id,
  values: {},
  request: { machine: "systolic", trace: "gemm:1,1,1" },
  timingKey,
  replayKey,
  changes: [],
  isTimed: true,
  trains: replayKey !== null,
  ...kind,
});
const attempt = (id: string, seconds: number): Attempt => ({ id, values: {}, attempt: 1, worker: "w", startedAt: "", seconds, status: "done", error: null, command: null });

/** Seconds that are left after some points have taken so long. */
function left(points: readonly ResolvedPoint[], seconds: { readonly [id: string]: number }, isKnown: SweepStanding["isKnown"] = () => false): number {
  const attempts = Object.entries(seconds).map(([id, taken]) => attempt(id, taken));
  return estimateTime({ points, isCached: (id) => id in seconds, isKnown, attempts })!.seconds;
}

test("points that have all from others are weighed by what such points took", () => {
  const points = [point("a1", "a"), point("a2", "a"), point("a3", "a"), point("b1", "b"), point("b2", "b")];
  expect(left(points, { a1: 10, a2: 1 })).toBe(1 + 10 + 1);
  expect(left(points, { a1: 10 })).toBeCloseTo(10 + 3 * 0.05);
});

test("what the store has is not found again", () => {
  const points = [point("a1", "a"), point("a2", "a"), point("b1", "b"), point("b2", "b")];
  expect(left(points, { a1: 10, a2: 1 }, (kind, key) => kind === "timing" && key === "b")).toBe(2);
});

test("trainings and timings are weighed apart, and together where a point finds both", () => {
  const points = [point("1", "a", "x"), point("2", "b", "x"), point("3", "a", "y"), point("4", "c", "z"), point("5", "c", "z")];
  expect(left(points, { 1: 12, 2: 2, 3: 9 })).toBeCloseTo(12 + 0.05);
  const noneAtOnce = [point("1", "a", "x", { isTimed: false }), point("2", "b", "x"), point("3", "c", "y")];
  expect(left(noneAtOnce, { 1: 9, 2: 2 })).toBe(11);
});

test("a training without a key is done for every point", () => {
  const points = ["1", "2", "3"].map((id) => point(id, "a", null, { trains: true }));
  expect(left(points, { 1: 10, 2: 8 })).toBe(8);
});

test("nothing measured, nothing estimated", () => {
  expect(estimateTime({ points: [point("1", "a")], isCached: () => false, isKnown: () => false, attempts: [] })).toBeNull();
});
