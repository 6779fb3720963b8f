import { withDefaults, type ParameterValues } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import sgdPlugin from "./index.ts";
import type { sgdParameters } from "./parameters.ts";

type Given = Partial<ParameterValues<typeof sgdParameters>>;

const create = (given: Given) => sgdPlugin.create(withDefaults(sgdPlugin.parameters, given), "sgd");

/** One scalar weight under each rule, as it is written: weight, velocity, gradient, learning rate to the next two. */
const rules: { readonly [name: string]: (w: number, v: number, g: number, lr: number) => readonly [w: number, v: number] } = {
  plain: (w, v, g, lr) => [w - lr * g, v],
  "plain, decay": (w, v, g, lr) => [w - lr * (g + 0.01 * w), v],
  momentum: (w, v, g, lr) => [w - lr * (0.9 * v + g), 0.9 * v + g],
  "momentum, decay": (w, v, g, lr) => [w - lr * (0.9 * v + g + 0.01 * w), 0.9 * v + g + 0.01 * w],
  "momentum, decay outside": (w, v, g, lr) => [w - (0.9 * v + g + 0.01 * w) * lr, 0.9 * v + g],
  nesterov: (w, v, g, lr) => [w - lr * (g + 0.9 * (0.9 * v + g)), 0.9 * v + g],
  "nesterov, decay": (w, v, g, lr) => [w - lr * (g + 0.01 * w + 0.9 * (0.9 * v + g + 0.01 * w)), 0.9 * v + g + 0.01 * w],
  "nesterov, decay outside": (w, v, g, lr) => [w - lr * (g + 0.9 * (0.9 * v + g) + 0.01 * w), 0.9 * v + g],
};

const given: { readonly [name: string]: Given } = {
  plain: { momentum: 0 },
  "plain, decay": { momentum: 0, weightDecay: 0.01 },
  momentum: {},
  "momentum, decay": { weightDecay: 0.01 },
  "momentum, decay outside": { weightDecay: 0.01, decay: "outside-momentum" },
  nesterov: { nesterov: true },
  "nesterov, decay": { nesterov: true, weightDecay: 0.01 },
  "nesterov, decay outside": { nesterov: true, weightDecay: 0.01, decay: "outside-momentum" },
};

const real = fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: -1e-20, max: 1e-20, noNaN: true }));

test.each(Object.keys(rules))("%s: several steps equal the equation, under a changing learning rate", (name) => {
  fc.assert(
    fc.property(real, fc.array(fc.tuple(real, fc.constantFrom(0.1, 0.01, 1)), { minLength: 1, maxLength: 6 }), (initial, steps) => {
      const rule = create(given[name]);
      const weights = Float64Array.of(initial);
      const slots = rule.slots.map(() => new Float64Array(1));
      const change = new Float64Array(1);
      let [w, v] = [initial, 0];
      let size = Math.abs(initial);
      steps.forEach(([gradient, learningRate], index) => {
        rule.step({ step: index + 1, learningRate, weights, gradients: Float64Array.of(gradient), slots, change });
        weights[0] += change[0];
        [w, v] = rules[name](w, v, gradient, learningRate);
        size = Math.max(size, Math.abs(gradient), Math.abs(v));
        expect(Math.abs(weights[0] - w)).toBeLessThanOrEqual(1e-13 * size);
      });
    }),
    { seed: 2, numRuns: 200 },
  );
});

test("the two places of weight decay differ from the second step on", () => {
  const velocityAfter = (decay: "gradient" | "outside-momentum") => {
    const slots = [new Float64Array(1)];
    const rule = create({ weightDecay: 0.5, decay });
    rule.step({ step: 1, learningRate: 1, weights: Float64Array.of(4), gradients: Float64Array.of(1), slots, change: new Float64Array(1) });
    return slots[0][0];
  };
  expect([velocityAfter("gradient"), velocityAfter("outside-momentum")]).toEqual([3, 1]);
});

test("Nesterov's form needs momentum, and counts one more product and sum", () => {
  expect(() => create({ nesterov: true, momentum: 0 })).toThrow(expect.objectContaining({ code: "invalid-combination", path: "nesterov" }));
  expect(create({ nesterov: true }).actions).toEqual({ multiply: 3, add: 3 });
});
