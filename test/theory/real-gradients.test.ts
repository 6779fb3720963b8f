import { readFileSync } from "node:fs";
import { createRandom } from "@lnsim/elementary";
import { updateErrors } from "@lnsim/training";
import { expect, test } from "vitest";

type Nested = readonly (number | readonly number[])[];

interface Step {
  readonly G: readonly Nested[];
  readonly params_after: readonly Nested[];
}

/** Small networks trained by a separate implementation: gradients and parameters of every step. */
const { cases } = JSON.parse(readFileSync(new URL("../training/vectors/tiny_mlp.json", import.meta.url), "utf8")) as {
  readonly cases: { readonly [name: string]: { readonly steps: readonly Step[] } };
};
const flat = (values: Nested): Float64Array => Float64Array.from(values.flat());

test.each(Object.keys(cases))("%s: bounds hold on every parameter, of its own gradients, at every step", (name) => {
  const random = createRandom(1, name);
  let elements = 0;
  // A few elements near the grid round away from it rarely: their sum over the run is compared, not each tensor's.
  const total = { measured: 0, exact: 0, variance: 0 };
  for (const { G, params_after } of cases[name].steps) {
    for (const [index, gradients] of G.entries()) {
      for (const learningRate of [2 ** -4, 2 ** -7, 2 ** -10]) {
        const errors = updateErrors({ weights: flat(params_after[index]), gradients: flat(gradients), learningRate, gamma: 8, random, draws: 32 });
        elements += errors.elements;
        for (const { measured, exact, deviation, bound } of [errors.gd, errors.multiplicative, errors.sign]) {
          expect(exact).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-15);
          total.measured += measured;
          total.exact += exact;
          total.variance += deviation ** 2;
        }
      }
    }
  }
  expect(elements).toBeGreaterThan(500);
  expect(Math.abs(total.measured - total.exact)).toBeLessThanOrEqual(3 * Math.sqrt(total.variance));
});
