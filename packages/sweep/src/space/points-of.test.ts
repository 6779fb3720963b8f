import fc from "fast-check";
import { expect, test } from "vitest";
import { latinIndices } from "./draws.ts";
import { pointsOf } from "./points-of.ts";
import { keyOfValues } from "./key-of-values.ts";
import { searchSpaceOf, valuesAt } from "./space-values.ts";
import { parseExpression } from "./expression/parse-expression.ts";
import type { Constraint, Sampling, Space } from "./space.ts";

/** A space of axes x0, x1, ... with the values 0, 1, ... */
function spaceOfSizes(sizes: readonly number[], changes: Partial<Space> = {}): Space {
  const axes = sizes.map((size, i) => ({ paths: [`x${i}`], units: [null], levels: Array.from({ length: size }, (_, value) => [value]), when: [], place: `x${i}` }));
  return { name: "cube", description: "", base: { machine: "systolic", trace: "gemm:1,1,1" }, axes, constraints: [], sampling: { kind: "grid" }, ...changes };
}

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
const settings = { seed: 1, numRuns: 60 };

test("a grid has as many points as the product of its axes, all different, the last axis fastest", () => {
  fc.assert(
    fc.property(sizes, (given) => {
      const { points } = pointsOf(spaceOfSizes(given));
      expect(points).toHaveLength(given.reduce((product, size) => product * size, 1));
      expect(new Set(points.map(keyOfValues)).size).toBe(points.length);
      const order = points.map((values) => given.reduce((index, size, i) => index * size + (values[`x${i}`] as number), 0));
      expect(order).toEqual(order.map((_, i) => i));
    }),
    settings,
  );
});

test("every stratum of a Latin hypercube has one point, and levels are as frequent as each other", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 5 }), fc.nat(100), (given, factor, seed) => {
      const { axes } = spaceOfSizes(given);
      const count = factor * given.reduce((product, size) => product * size, 1);
      const points = latinIndices(axes, count, seed);
      for (const [axis, size] of given.entries()) {
        const frequencies = Array.from({ length: size }, (_, level) => points.filter((point) => point[axis] === level).length);
        expect(frequencies).toEqual(frequencies.map(() => count / size));
      }
      const [fine] = [latinIndices([{ paths: ["x"], levels: Array.from({ length: count }, (_, i) => [i]) }], count, seed)];
      expect(fine.map(([index]) => index!).toSorted((a, b) => a - b)).toEqual(fine.map((_, i) => i));
    }),
    settings,
  );
});

test("samples repeat with their seed, are as many as asked, and change with another seed", () => {
  fc.assert(
    fc.property(fc.constantFrom("random" as const, "latin" as const), fc.nat(1000), (kind, seed) => {
      const sample = (sampling: Sampling) => pointsOf(spaceOfSizes([50, 50, 50], { sampling })).points;
      const points = sample({ kind, count: 20, seed });
      expect(points).toHaveLength(20);
      expect(sample({ kind, count: 20, seed })).toEqual(points);
      expect(sample({ kind, count: 20, seed: seed + 1 })).not.toEqual(points);
    }),
    settings,
  );
});

test("another axis does not move what is drawn on the others", () => {
  const drawn = (given: readonly number[]) => pointsOf(spaceOfSizes(given, { sampling: { kind: "random", count: 10, seed: 5 } })).points.map(({ x0, x1 }) => [x0, x1]);
  expect(drawn([1000, 1000, 7])).toEqual(drawn([1000, 1000]));
});

test("a sample larger than its space is all of it", () => {
  const { points, asked } = pointsOf(spaceOfSizes([3, 3], { sampling: { kind: "random", count: 20, seed: 1 } }));
  expect([points.length, asked]).toEqual([9, 20]);
});

test("constraints keep points out of samples too, and out of searches", () => {
  const constraint: Constraint = { kind: "require", text: "x0 <= x1", because: "it is so", expression: parseExpression("x0 <= x1"), place: "here" };
  const space = spaceOfSizes([9, 9], { constraints: [constraint], sampling: { kind: "random", count: 12, seed: 1 } });
  const { points, excluded } = pointsOf(space);
  expect(points).toHaveLength(12);
  expect(points.every(({ x0, x1 }) => x0! <= x1!)).toBe(true);
  expect(excluded[0]!.count).toBeGreaterThan(0);
  const search = searchSpaceOf(space);
  expect([search.isAllowed([3, 3]), search.isAllowed([4, 3])]).toEqual([true, false]);
});

test("an axis that does not matter gives no value, and its points are one", () => {
  const cube = spaceOfSizes([2, 3]);
  const [first, second] = cube.axes;
  const space = { ...cube, axes: [first!, { ...second!, when: [{ path: "x0", values: [1] }] }] };
  expect(pointsOf(space).points).toEqual([{ x0: 0 }, { x0: 1, x1: 0 }, { x0: 1, x1: 1 }, { x0: 1, x1: 2 }]);
  expect(valuesAt(space, [0, 2])).toEqual({ x0: 0 });
  expect(searchSpaceOf(space).keyOf([0, 2])).toBe(searchSpaceOf(space).keyOf([0, 0]));
});

test("a constraint over a value that a point lacks does not apply to it; operands that do not go together are told", () => {
  const cube = spaceOfSizes([2, 3]);
  const constraint: Constraint = { kind: "require", text: "x1 == 'a'", because: "x", expression: parseExpression("x1 == 'a'"), place: "here" };
  const axes = [cube.axes[0]!, { ...cube.axes[1]!, when: [{ path: "x0", values: [5] }] }];
  expect(pointsOf({ ...cube, axes, constraints: [constraint] }).points).toHaveLength(2);
  expect(() => pointsOf({ ...cube, constraints: [constraint] })).toThrow(expect.objectContaining({ code: "invalid-value", path: "x1 == 'a', here" }));
});

test("a grid that nobody could run is refused", () => {
  expect(() => pointsOf(spaceOfSizes([1000, 1000, 2]))).toThrow(expect.objectContaining({ code: "unsupported", found: "2000000 points" }));
});
