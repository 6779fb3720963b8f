import { contractVersion, withDefaults, type ParameterValues } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import signSgdPlugin from "./index.ts";
import type { signSgdParameters } from "./parameters.ts";

type Given = Partial<ParameterValues<typeof signSgdParameters>>;

const create = (given: Given = {}) => signSgdPlugin.create(withDefaults(signSgdPlugin.parameters, given), "sign-sgd");

const real = fc.oneof(fc.constantFrom(0, -0), fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.double({ min: -1e-300, max: 1e-300, noNaN: true }));

test.each([
  { name: "sign-sgd", given: {} },
  { name: "signum", given: { momentum: 0.9 } },
  { name: "sign-mul", given: { domain: "log2-magnitude" } },
  { name: "sign-mul with momentum", given: { domain: "log2-magnitude", momentum: 0.9 } },
] as const)("$name: several steps equal the equation, under a changing learning rate", ({ given }) => {
  const isValue = !("domain" in given);
  fc.assert(
    fc.property(fc.constantFrom<number>(-0.5, 0, 3), fc.array(fc.tuple(real, fc.constantFrom(0.5, 0.125)), { minLength: 1, maxLength: 8 }), (initial, steps) => {
      const rule = create(given);
      const slots = rule.slots.map(() => new Float64Array(1));
      const change = new Float64Array(1);
      let weight = initial;
      let mean = 0;
      steps.forEach(([gradient, learningRate], index) => {
        const weights = Float64Array.of(isValue ? weight : Math.sign(weight));
        rule.step({ step: index + 1, learningRate, weights, gradients: Float64Array.of(gradient), slots, change });
        mean = "momentum" in given ? 0.9 * mean + (1 - 0.9) * gradient : gradient;
        const wanted = isValue ? weight - learningRate * Math.sign(mean) : weight * 2 ** (-learningRate * Math.sign(weight) * Math.sign(mean));
        const found = isValue ? weight + change[0] : weight * 2 ** change[0];
        expect(found).toBe(wanted);
        weight = wanted;
      });
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("a zero gradient changes nothing", () => {
  const change = Float64Array.of(9, 9);
  create().step({ step: 1, learningRate: 1, weights: Float64Array.of(1, 1), gradients: Float64Array.of(0, -0), slots: [], change });
  expect([...change]).toEqual([0, 0]);
});

test("the mean gradient is read back from its slot, as stored", () => {
  const slots = [new Float32Array(1)];
  const change = new Float64Array(1);
  create({ momentum: 0.5 }).step({ step: 1, learningRate: 1, weights: Float64Array.of(1), gradients: Float64Array.of(1e-60), slots, change });
  expect([slots[0][0], change[0]]).toEqual([0, 0]);
});

test("the domain decides the grid's top", () => {
  expect(create()).toMatchObject({ domain: "value", gridTop: "current-maximum", slots: [] });
  expect(create({ domain: "log2-magnitude", clampFactor: 3 })).toMatchObject({ domain: "log2-magnitude", gridTop: { initialRms: 3 } });
});

test("declares its state and counts its arithmetic", () => {
  expect(create().actions).toEqual({ add: 1, compare: 1 });
  expect(create({ momentum: 0.9 })).toMatchObject({ slots: [{ initial: 0, decay: 0.9 }], actions: { multiply: 2, add: 2, compare: 1 } });
});

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(signSgdPlugin)).toBe(true);
  expect(signSgdPlugin).toMatchObject({ contract: contractVersion, kind: "optimizer", name: "sign-sgd" });
});
