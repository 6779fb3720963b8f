import { expect, test } from "vitest";
import { fullResult } from "../report/run-result.fixture.ts";
import { lossPicture } from "./loss-picture.ts";

const withLoss = (loss: readonly (number | null)[], recorded: readonly number[]) =>
  lossPicture({ ...fullResult, accuracy: { ...fullResult.accuracy!, loss, reference: { ...fullResult.accuracy!.reference!, loss: recorded } } });

test("short curves are shown as they are, beside the recorded one", () => {
  const chart = withLoss([2, 1, null], [2.5, 1.5, 1])!;
  expect(chart.series[0]!.points).toEqual([[1, 2], [2, 1], [3, NaN]]);
  expect(chart.series[1]).toMatchObject({ line: "dashed", points: [[1, 2.5], [2, 1.5], [3, 1]] });
  expect(chart.note).toBeUndefined();
});

test("long curves are thinned to means, and the picture says so", () => {
  const chart = withLoss(Array.from({ length: 481 }, (_, i) => i), [1])!;
  expect(chart.series[0]!.points[0]).toEqual([2, 1]);
  expect(chart.series[0]!.points.at(-1)).toEqual([481, 480]);
  expect(chart.note).toBe("each point is the mean of 3 steps");
});

test("a training that was drawn anew has no recorded curve", () => {
  expect(lossPicture({ ...fullResult, accuracy: { ...fullResult.accuracy!, reference: null } })!.series).toHaveLength(1);
});

test("without numerics there is no curve", () => {
  expect(lossPicture({ ...fullResult, accuracy: null })).toBeNull();
});
