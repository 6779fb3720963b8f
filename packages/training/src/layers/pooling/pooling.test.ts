import type { PoolLayer } from "@lnsim/trace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomIntegers, randomReals } from "../testing/random-arrays.ts";
import { averagePool, averagePoolBackward } from "./average-pool.ts";
import { createWindowIndices, poolGeometry, type PoolGeometry } from "./geometry.ts";
import { globalAveragePool, globalAveragePoolBackward } from "./global-average-pool.ts";
import { maxPool, maxPoolBackward } from "./max-pool.ts";

const pairOf = (min: number, max: number): fc.Arbitrary<[number, number]> => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const layer: PoolLayer = { kind: "max-pool", name: "pool", from: ["conv"], kernel: [2, 2], stride: [2, 2], padding: [0, 0] };

const geometries = fc
  .record({ batch: fc.integer({ min: 1, max: 3 }), features: fc.integer({ min: 1, max: 3 }), size: pairOf(1, 7), kernel: pairOf(1, 3), stride: pairOf(1, 3), padding: pairOf(0, 1) })
  .filter(({ size, kernel, padding }) => [0, 1].every((i) => 2 * padding[i] <= kernel[i] && size[i] + 2 * padding[i] >= kernel[i]))
  .map(({ batch, features, size: [height, width], ...rest }) => poolGeometry({ ...layer, ...rest }, { features, height, width }, batch));

const seeds = fc.integer({ min: 0, max: 1e6 });
const inputSize = ({ input, batch }: PoolGeometry): number => input.features * batch * input.height * input.width;
const outputSize = ({ output, batch }: PoolGeometry): number => output.features * batch * output.height * output.width;

/** Per output, the indices of the inputs in its window, in order (r, s), and their indices within the window. */
function windowsOf({ batch, input, output, kernel, stride, padding }: PoolGeometry): { at: number; index: number }[][] {
  const windows = [];
  for (let plane = 0; plane < output.features * batch; plane++)
    for (let y = 0; y < output.height; y++)
      for (let x = 0; x < output.width; x++) {
        const window = [];
        for (let r = 0; r < kernel[0]; r++)
          for (let s = 0; s < kernel[1]; s++) {
            const [row, column] = [y * stride[0] + r - padding[0], x * stride[1] + s - padding[1]];
            if (row < 0 || row >= input.height || column < 0 || column >= input.width) continue;
            window.push({ at: (plane * input.height + row) * input.width + column, index: r * kernel[1] + s });
          }
        windows.push(window);
      }
  return windows;
}

test("max pooling takes the first of the largest, and gives it the whole gradient", () => {
  const property = fc.property(geometries, seeds, (g, seed) => {
    const x = randomIntegers(inputSize(g), seed);
    const d = randomIntegers(outputSize(g), seed + 1);
    const argmax = createWindowIndices(g, g.output.features);
    const [y, dx, expected] = [new Float64Array(d.length), new Float64Array(x.length).fill(NaN), new Float64Array(x.length)];
    maxPool(g, x, y, argmax);
    maxPoolBackward(g, d, argmax, dx);
    windowsOf(g).forEach((window, o) => {
      const largest = Math.max(...window.map(({ at }) => x[at]));
      const taken = window.find(({ at }) => x[at] === largest)!;
      expect([y[o], argmax[o]]).toEqual([largest, taken.index]);
      expected[taken.at] += d[o];
    });
    expect([...dx]).toEqual([...expected]);
  });
  fc.assert(property, { seed: 1, numRuns: 200 });
});

test("average pooling counts padding, backward spreads evenly", () => {
  const property = fc.property(geometries, seeds, (g, seed) => {
    const x = randomReals(inputSize(g), seed);
    const d = randomReals(outputSize(g), seed + 1);
    const [y, dx, expected] = [new Float64Array(d.length), new Float64Array(x.length).fill(NaN), new Float64Array(x.length)];
    averagePool(g, x, y);
    averagePoolBackward(g, d, dx);
    const means = windowsOf(g).map((window, o) => {
      for (const { at } of window) expected[at] += d[o] / (g.kernel[0] * g.kernel[1]);
      return window.reduce((sum, { at }) => sum + x[at], 0) / (g.kernel[0] * g.kernel[1]);
    });
    expect(relativeDistance(y, means)).toBeLessThan(1e-14);
    expect(relativeDistance(dx, expected)).toBeLessThan(1e-14);
  });
  fc.assert(property, { seed: 2, numRuns: 200 });
});

test("the gradients are those of finite differences", () => {
  const property = fc.property(geometries, seeds, (g, seed) => {
    const x = randomReals(inputSize(g), seed);
    const d = randomReals(outputSize(g), seed + 1);
    const [y, dx, argmax] = [new Float64Array(d.length), new Float64Array(x.length), createWindowIndices(g, g.output.features)];
    const max = finiteDifferences(x, () => (maxPool(g, x, y, createWindowIndices(g, g.output.features)), weightedSum(y, d)), 2 ** -30);
    maxPool(g, x, y, argmax);
    maxPoolBackward(g, d, argmax, dx);
    expect(relativeDistance(dx, max)).toBeLessThan(1e-5);
    const average = finiteDifferences(x, () => (averagePool(g, x, y), weightedSum(y, d)));
    averagePoolBackward(g, d, dx);
    expect(relativeDistance(dx, average)).toBeLessThan(1e-8);
  });
  fc.assert(property, { seed: 3, numRuns: 20 });
});

test.each([
  { name: "2 x 2", kernel: [2, 2], size: [2, 2] },
  { name: "any", kernel: [1, 4], size: [1, 4] },
] as const)("in a window of $name a NaN wins, the first of several", ({ kernel, size: [height, width] }) => {
  const g = poolGeometry({ ...layer, kernel }, { features: 1, height, width }, 1);
  const [y, argmax] = [new Float64Array(1), createWindowIndices(g, g.output.features)];
  for (const x of [[NaN, 1, 2, 3], [1, NaN, 2, 3], [1, 2, NaN, 3], [1, 2, 3, NaN], [NaN, 9, NaN, 9], [1, NaN, NaN, 9], [1, 9, NaN, NaN]]) {
    maxPool(g, Float64Array.from(x), y, argmax);
    expect([y[0], argmax[0]]).toEqual([NaN, x.findIndex(Number.isNaN)]);
  }
});

test("in binary32 sums are wide and rounded once", () => {
  const g = poolGeometry({ ...layer, kernel: [1, 3], stride: [1, 1] }, { features: 1, height: 1, width: 3 }, 1);
  const y = new Float32Array(1);
  averagePool(g, Float32Array.of(2 ** 24, 1, 1), y);
  expect(y[0]).toBe(Math.fround((2 ** 24 + 2) / 3));
  globalAveragePool(3, Float32Array.of(2 ** 24, 1, 1), y);
  expect(y[0]).toBe(Math.fround((2 ** 24 + 2) / 3));
  const narrow = poolGeometry({ ...layer, kernel: [1, 3], stride: [1, 1] }, { features: 1, height: 1, width: 5 }, 1);
  const dx = new Float32Array(5);
  maxPoolBackward(narrow, Float32Array.of(2 ** 24, 1, 1), Uint8Array.of(2, 1, 0), dx);
  expect([...dx]).toEqual([0, 0, 2 ** 24 + 2, 0, 0]);
});

test("global pooling is the mean over positions", () => {
  const property = fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), seeds, (planes, positions, seed) => {
    const x = randomReals(planes * positions, seed);
    const d = randomReals(planes, seed + 1);
    const [y, dx] = [new Float64Array(planes), new Float64Array(x.length)];
    globalAveragePool(positions, x, y);
    globalAveragePoolBackward(positions, d, dx);
    for (let plane = 0; plane < planes; plane++) {
      const values = x.subarray(plane * positions, (plane + 1) * positions);
      expect(y[plane]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / positions, 14);
    }
    const differences = finiteDifferences(x, () => (globalAveragePool(positions, x, y), weightedSum(y, d)));
    expect(relativeDistance(dx, differences)).toBeLessThan(1e-8);
  });
  fc.assert(property, { seed: 4, numRuns: 30 });
});

describe("sizes", () => {
  const input = { features: 2, height: 4, width: 4 };

  test("large windows have wide indices", () => {
    const wide = poolGeometry({ ...layer, kernel: [1, 257] }, { features: 1, height: 1, width: 300 }, 1);
    expect(createWindowIndices(wide, 1)).toBeInstanceOf(Uint16Array);
    const x = new Float64Array(300);
    x[256] = 1;
    const argmax = createWindowIndices(wide, 1);
    maxPool(wide, x, new Float64Array(outputSize(wide)), argmax);
    expect(argmax[0]).toBe(256);
    expect(createWindowIndices(poolGeometry(layer, input, 3), 2)).toEqual(new Uint8Array(24));
  });

  test("that do not fit are the user's mistake", () => {
    expect(() => poolGeometry({ ...layer, padding: [2, 0] }, input, 1)).toThrow(expect.objectContaining({ code: "invalid-combination", path: "pool" }));
    expect(() => poolGeometry({ ...layer, kernel: [2, 5] }, input, 1)).toThrow(expect.objectContaining({ found: "an input of 4 x 4" }));
    expect(() => poolGeometry({ ...layer, kernel: [300, 300] }, input, 1)).toThrow(expect.objectContaining({ expected: "at most 65536 elements" }));
  });
});
