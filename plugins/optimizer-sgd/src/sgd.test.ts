import { contractVersion, withDefaults, type Optimizer, type ParameterValues, type Reals } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import sgdPlugin from "./index.ts";
import type { sgdParameters } from "./parameters.ts";

function sgd(given: Partial<ParameterValues<typeof sgdParameters>> = {}): Optimizer {
  return sgdPlugin.create(withDefaults(sgdPlugin.parameters, given), "sgd");
}

function changes(rule: Optimizer, weights: number[], gradients: number[], slots: Reals[]): number[] {
  const change = new Float64Array(weights.length);
  rule.step({ step: 1, learningRate: rule.learningRate, weights: Float64Array.from(weights), gradients: Float64Array.from(gradients), slots, change });
  return [...change];
}

test("the velocity gathers gradients, the change follows it", () => {
  const velocity = Float64Array.of(0, 2);
  expect(changes(sgd({ learningRate: 0.5 }), [1, 1], [4, -1], [velocity])).toEqual([-2, -(0.9 * 2 - 1) * 0.5]);
  expect([...velocity]).toEqual([4, 0.9 * 2 - 1]);
});

test("equals the closed form of a constant gradient over several steps", () => {
  const velocity = Float64Array.of(0);
  const rule = sgd({ learningRate: 1, momentum: 0.5 });
  const total = [1, 2, 3, 4].reduce((sum) => sum + changes(rule, [0], [8], [velocity])[0], 0);
  expect(total).toBe(-(8 + 12 + 14 + 15));
});

test("without momentum there is no state", () => {
  const rule = sgd({ momentum: 0, learningRate: 0.25 });
  expect(rule.slots).toEqual([]);
  expect(changes(rule, [5, 5], [4, -8], [])).toEqual([-1, 2]);
});

test("weight decay pulls toward zero, with and without momentum", () => {
  expect(changes(sgd({ weightDecay: 0.1, learningRate: 1 }), [10], [0], [Float64Array.of(0)])).toEqual([-1]);
  expect(changes(sgd({ weightDecay: 0.1, learningRate: 1, momentum: 0 }), [10], [0], [])).toEqual([-1]);
});

test("the velocity is read back from its slot, as stored", () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (gradient) => {
      const velocity = Float32Array.of(0.3);
      const [change] = changes(sgd(), [0], [gradient], [velocity]);
      expect(change).toBe(-0.1 * velocity[0]);
      expect(velocity[0]).toBe(Math.fround(0.9 * Math.fround(0.3) + gradient));
    }),
    { seed: 1 },
  );
});

test("works in the value domain on the tensor's current maximum", () => {
  expect(sgd()).toMatchObject({ domain: "value", gridTop: "current-maximum", learningRate: 0.1, slots: [{ initial: 0 }] });
});

test("counts its arithmetic", () => {
  expect(sgd({ momentum: 0 }).actions).toEqual({ multiply: 1, add: 1 });
  expect(sgd({ weightDecay: 0.1 }).actions).toEqual({ multiply: 3, add: 3 });
});

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(sgdPlugin)).toBe(true);
  expect(sgdPlugin).toMatchObject({ contract: contractVersion, kind: "optimizer", name: "sgd" });
});
