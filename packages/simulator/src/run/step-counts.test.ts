import { mlpModel, stepShapes, vectorInput, type TraceHeader } from "@lnsim/trace";
import { expect, test } from "vitest";
import { countShapes } from "./step-counts.ts";

const shapes = stepShapes(mlpModel([4, 3, 2]), vectorInput(4), { samples: 60000, batchSize: 128, epochs: 2 });
const header = { name: "t", epochs: 2, steps: 938, batchSize: 128, stepShapes: shapes } as unknown as TraceHeader;
const counts = (steps?: number) => countShapes(header, steps).map(({ shape, count }) => [shape.batch, count]);

test("all steps are those that the trace states", () => {
  expect(counts()).toEqual([[128, 936], [96, 2]]);
});

test.each([
  [1, [[128, 1]]],
  [468, [[128, 468]]],
  [469, [[128, 468], [96, 1]]],
  [470, [[128, 469], [96, 1]]],
  [937, [[128, 936], [96, 1]]],
])("the first %i steps", (steps, expected) => expect(counts(steps)).toEqual(expected));

test.each([0, -1, 939, 1.5, Number.NaN])("%d steps are refused", (steps) => {
  expect(() => counts(steps)).toThrow(expect.objectContaining({ code: "invalid-value", expected: "a whole number from 1 to 938" }));
});
