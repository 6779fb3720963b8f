import { expect, test } from "vitest";
import type { DesignPoint } from "../point.ts";
import { Schedule } from "./schedule.ts";

function point(id: string, timingKey: string, replayKey: string | null = null): DesignPoint {
  return { id, values: {}, request: { machine: "systolic", trace: "gemm:1,1,1" }, timingKey, replayKey };
}

const nothing = (): boolean => false;

test("a worker stays with one timing, and another takes the next", () => {
  const schedule = new Schedule([point("a1", "a"), point("b1", "b"), point("a2", "a"), point("b2", "b")], nothing);
  const first = schedule.take(0)!;
  const second = schedule.take(1)!;
  expect([first.id, second.id, schedule.left]).toEqual(["a1", "b1", 2]);
  schedule.end(second);
  schedule.end(first);
  expect([schedule.take(0)?.id, schedule.take(1)?.id, schedule.take(0)]).toEqual(["a2", "b2", undefined]);
});

test("what is being found is waited for, and then had by all", () => {
  const schedule = new Schedule(["1", "2", "3"].map((id) => point(id, "t")), nothing);
  const first = schedule.take(0)!;
  expect([schedule.take(1), schedule.left]).toEqual([undefined, 2]);
  schedule.end(first);
  expect([schedule.take(1)?.id, schedule.take(0)?.id]).toEqual(["2", "3"]);
});

test("a training that is being done is waited for across timings, while others are there to do", () => {
  const schedule = new Schedule([point("1", "a", "x"), point("2", "b", "x"), point("3", "c", "y")], nothing);
  const first = schedule.take(0)!;
  expect([schedule.take(1)?.id, schedule.take(2)]).toEqual(["3", undefined]);
  schedule.end(first);
  expect(schedule.take(2)?.id).toBe("2");
});

test("what is known from before is waited for by nobody", () => {
  const schedule = new Schedule([point("1", "t", "x"), point("2", "t", "x")], () => true);
  expect([schedule.take(0)?.id, schedule.take(1)?.id]).toEqual(["1", "2"]);
});

test("every point is taken once, by however many workers", () => {
  const points = Array.from({ length: 60 }, (_, i) => point(String(i), `t${i % 7}`, i % 2 === 0 ? null : `r${i % 5}`));
  const schedule = new Schedule(points, nothing);
  const taken: string[] = [];
  const running: DesignPoint[] = [];
  while (schedule.left > 0 || running.length > 0) {
    for (let worker = 0; worker < 4; worker++) {
      const next = schedule.take(worker);
      if (next === undefined) continue;
      running.push(next);
      taken.push(next.id);
    }
    schedule.end(running.shift()!);
  }
  expect(taken.toSorted()).toEqual(points.map(({ id }) => id).toSorted());
});
