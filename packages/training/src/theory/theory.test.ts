import { createRandom } from "@lnsim/elementary";
import { expect, test } from "vitest";
import { stochasticError } from "./stochastic-error.ts";
import { updateErrors } from "./update-errors.ts";
import { logarithmicWeights } from "./updated-logarithms.ts";

test("a logarithm on the grid has no error, one in the middle always half a step", () => {
  const setting = { gamma: 4, random: createRandom(1), draws: 3 };
  expect(stochasticError(Float64Array.of(-3.25, 2, 0), setting)).toEqual({ measured: 0, exact: 0, deviation: 0 });
  expect(stochasticError(Float64Array.of(-3.125, 2.375), setting)).toEqual({ measured: 2 / 64, exact: 2 / 64, deviation: 0 });
});

test("the measured error scatters about the exact one as far as it says", () => {
  const random = createRandom(2);
  const octaves = Float64Array.from({ length: 50 }, () => random.nextFloat() * 9 - 7);
  const trials = Array.from({ length: 400 }, () => stochasticError(octaves, { gamma: 8, random, draws: 1 }));
  const { exact, deviation } = trials[0];
  const mean = trials.reduce((sum, { measured }) => sum + measured, 0) / trials.length;
  const spread = Math.sqrt(trials.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / trials.length);
  expect(Math.abs(mean - exact)).toBeLessThan((4 * deviation) / 20);
  expect(spread / deviation).toBeGreaterThan(0.85);
  expect(spread / deviation).toBeLessThan(1.15);
});

test("weights go to the nearest grid point, zeros leave with their gradients", () => {
  const { octaves, signs, gradients } = logarithmicWeights(Float64Array.of(0, 1.4, -0.26, 0), Float64Array.of(9, 8, 7, 6), 2);
  expect([[...octaves], [...signs], [...gradients]]).toEqual([[0.5, -2], [1, -1], [8, 7]]);
});

test("a weight that descends to zero exactly has no logarithm and no error", () => {
  const { gd, elements } = updateErrors({ weights: Float64Array.of(1, 0), gradients: Float64Array.of(4, 1), learningRate: 0.25, gamma: 8, random: createRandom(1) });
  expect(elements).toBe(1);
  expect(gd).toEqual({ measured: 0, exact: 0, deviation: 0, bound: 0 });
});
