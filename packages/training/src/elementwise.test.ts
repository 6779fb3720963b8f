import { expect, test } from "vitest";
import { addBias, maskRelu, sumRows } from "./elementwise.ts";

test("a bias is added to its row, rounded once in binary32", () => {
  const values = Float32Array.of(1, 2, 3, 4);
  addBias(values, Float32Array.of(2 ** -24, 10));
  expect([...values]).toEqual([1, 2, 13, 14]);
});

test("the mask of ReLU follows the stored zero code", () => {
  const gradient = Float64Array.of(1, 2, 3);
  maskRelu(gradient, Uint8Array.of(128, 0, 5), 128, gradient);
  expect([...gradient]).toEqual([0, 2, 3]);
});

test("row sums go up one by one, rounding at every step in binary32", () => {
  const single = Float32Array.of(2 ** 24, 1, 1, 5, 6, 7);
  const sums = new Float32Array(2);
  sumRows(single, sums);
  expect([...sums]).toEqual([2 ** 24, 18]);
  const wide = new Float64Array(2);
  sumRows(Float64Array.from(single), wide);
  expect([...wide]).toEqual([2 ** 24 + 2, 18]);
});
