import { expect, test } from "vitest";
import { largestMagnitude } from "./reals.ts";

test.each([
  ["single", (values: readonly number[]) => Float32Array.from(values)],
  ["double", (values: readonly number[]) => Float64Array.from(values)],
])("the largest magnitude of %s precision; NaN does not count", (_, of) => {
  expect(largestMagnitude(of([1, -3, 2]))).toBe(3);
  expect(largestMagnitude(of([NaN, 0.5, -0.25]))).toBe(0.5);
  expect(largestMagnitude(of([-Infinity, NaN]))).toBe(Infinity);
  expect(largestMagnitude(of([-0, 0]))).toBe(0);
  expect(largestMagnitude(of([NaN]))).toBe(0);
});
