import { expect, test } from "vitest";
import { pointOf } from "../execute/points.fixture.ts";
import { queuedPoints } from "./queued-point.ts";

const point = (name: string, timingKey: string, replayKey: string | null) => pointOf({ machine: name, trace: "gemm:8,8,8" }, { name }, { timingKey, replayKey });

test("what several points share is found first, then they come by their timings", () => {
  const points = [point("a", "t1", "r1"), point("b", "t1", "r1"), point("c", "t2", null), point("d", "t1", "r2"), point("e", "t2", null), point("f", "t1", "r2"), point("g", "t3", "r3")];
  const queued = queuedPoints(points, { seconds: 3 });
  expect(queued.map(({ values }) => values["name"]).join("")).toBe("acdgbfe");
  expect(queued[0]).toEqual({ id: points[0]!.id, values: { name: "a" }, request: points[0]!.request, limits: { seconds: 3 } });
});
