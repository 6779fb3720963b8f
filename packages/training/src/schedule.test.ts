import { expect, test } from "vitest";
import { constantSchedule, scheduleFactor, type Schedule } from "./schedule.ts";

function factors(schedule: Schedule, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => scheduleFactor(schedule, i + 1, steps));
}

test("constant", () => {
  expect(factors(constantSchedule, 3)).toEqual([1, 1, 1]);
});

test("steps multiply after every so many", () => {
  expect(factors({ shape: { kind: "step", every: 2, factor: 0.5 } }, 5)).toEqual([1, 1, 0.5, 0.5, 0.25]);
});

test("a cosine falls from 1 towards its floor", () => {
  const found = factors({ shape: { kind: "cosine", floor: 0.2 } }, 4);
  expect(found[0]).toBe(1);
  found.forEach((factor, i) => expect(factor).toBeCloseTo(0.2 + 0.4 * (1 + Math.cos((Math.PI * i) / 4)), 14));
});

test("a warm-up rises to 1, and the rest begins after it", () => {
  expect(factors({ warmUpSteps: 4, shape: { kind: "step", every: 1, factor: 0.5 } }, 7)).toEqual([0.25, 0.5, 0.75, 1, 1, 0.5, 0.25]);
  const cosine = factors({ warmUpSteps: 2, shape: { kind: "cosine", floor: 0 } }, 6);
  expect([cosine[1], cosine[2], cosine[4]]).toEqual([1, 1, 0.5]);
});
