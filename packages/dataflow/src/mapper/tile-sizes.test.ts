import fc from "fast-check";
import { expect, test } from "vitest";
import { hierarchy, problems } from "../problem.fixture.ts";
import type { GemmProblem } from "../problem.ts";
import { tileSizes } from "./tile-sizes.ts";

const granule = { m: 32, n: 16, k: 32 };
const plain: GemmProblem = { m: 1, n: 1, k: 1, count: 1, a: { bits: 8, rows: "m" }, b: { bits: 8, rows: "n" }, bitsOut: 16, partialSumBits: 24, maskBits: 0 };

test("sizes are ascending, within the loop, and end with all of it", () => {
  fc.assert(
    fc.property(problems(200), (problem) => {
      for (const cutRows of [false, true]) {
        const sizes = tileSizes(problem, hierarchy, cutRows);
        for (const dimension of ["m", "n", "k"] as const) {
          const along = sizes[dimension];
          expect(along.at(-1)).toBe(problem[dimension]);
          along.forEach((size, index) => expect(size).toBeGreaterThan(index === 0 ? 0 : along[index - 1]!));
        }
      }
    }),
    { seed: 10, numRuns: 200 },
  );
});

test("granules by powers of two, by divisors and in even splits", () => {
  expect(tileSizes({ ...plain, m: 7 * 32 + 1 }, { ...hierarchy, granule }).m).toEqual([32, 64, 96, 128, 225]);
  expect(tileSizes({ ...plain, m: 15 * 32 }, { ...hierarchy, granule }).m).toEqual([32, 64, 96, 128, 160, 256, 480]);
  expect(tileSizes({ ...plain, m: 20 }, { ...hierarchy, granule }).m).toEqual([20]);
});

test("of the longest loops there are a few dozen sizes", () => {
  for (const length of [100_000, 102_400, 720_720, 2 ** 27, 99_999_989]) {
    expect(tileSizes({ ...plain, m: length }, { ...hierarchy, granule }).m.length).toBeLessThan(60);
  }
});

test("output positions come in whole rows of outputs and whole samples", () => {
  const window = { position: "n", channels: 16, height: 14, width: 14, kernel: [3, 3], stride: [1, 1], outputHeight: 14, outputWidth: 14 } as const;
  const problem: GemmProblem = { ...plain, n: 4 * 196, k: 144, b: { bits: 8, rows: "n", window } };
  const { n } = tileSizes(problem, { ...hierarchy, granule });
  expect(n).toEqual([1, 2, 4, 7, 8, 14, 16, 28, 32, 56].map((rows) => rows * 14));
  expect(tileSizes(problem, { ...hierarchy, granule: { ...granule, n: 4 } }, true).n.slice(0, 3)).toEqual([4, 8, 14]);
});
