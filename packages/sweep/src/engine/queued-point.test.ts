import { expect, test } from "vitest";
import { pointOf } from "../execute/points.fixture.ts";
import { queuedPoints } from "./queued-point.ts";

const point = (name: string, timingKey: string, replayKey: string | null) => pointOf({ machine: name, trace: "gemm:8,8,8" }, { name }, { timingKey, replayKey });

test("what several points share is found first, and only that is shared", () => {
  const points = [point("a", "t1", "r1"), point("b", "t1", "r1"), point("c", "t2", null), point("d", "t1", "r2"), point("e", "t2", null), point("f", "t1", "r2"), point("g", "t3", "r3")];
  const queued = queuedPoints(points, points, { seconds: 3 });
  expect(queued.map(({ values }) => values["name"]).join("")).toBe("acdgbfe");
  expect(queued.map(({ shares }) => [shares.timing, shares.training])).toEqual([[true, true], [true, false], [true, true], [false, false], [true, true], [true, true], [true, false]]);
  expect(queued[0]).toEqual({ id: points[0]!.id, values: { name: "a" }, request: points[0]!.request, shares: { timing: true, training: true }, limits: { seconds: 3 } });
});

test("points that have rows count among those that share", () => {
  const [a, b] = [point("a", "t1", null), point("b", "t1", null)];
  expect(queuedPoints([b], [a, b], {})[0]!.shares).toEqual({ timing: true, training: false });
});
