import { contractVersion, withDefaults, type ParameterValues } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import adamPlugin from "./index.ts";
import type { adamParameters } from "./parameters.ts";

type Given = Partial<ParameterValues<typeof adamParameters>>;

const create = (given: Given = {}) => adamPlugin.create(withDefaults(adamPlugin.parameters, given), "adam");

/** One weight under Adam, line by line as Algorithm 1 prints it; `l2` and `decoupled` are the two decays. */
class Transcription {
  w: number;
  m = 0;
  v = 0;
  t = 0;
  readonly l2: number;
  readonly decoupled: number;

  constructor(w: number, l2: number, decoupled: number) {
    this.w = w;
    this.l2 = l2;
    this.decoupled = decoupled;
  }

  update(gradient: number, alpha: number): void {
    this.t += 1;
    const g = gradient + this.l2 * this.w;
    this.m = 0.9 * this.m + (1 - 0.9) * g;
    this.v = 0.999 * this.v + (1 - 0.999) * g ** 2;
    const mHat = this.m / (1 - 0.9 ** this.t);
    const vHat = this.v / (1 - 0.999 ** this.t);
    this.w = this.w - (alpha * mHat) / (Math.sqrt(vHat) + 1e-8) - alpha * this.decoupled * this.w;
  }
}

const real = fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: -1e-20, max: 1e-20, noNaN: true }));

describe.each([
  { name: "Adam", given: {}, l2: 0, decoupled: 0 },
  { name: "Adam with L2", given: { weightDecay: 0.1 }, l2: 0.1, decoupled: 0 },
  { name: "AdamW", given: { weightDecay: 0.1, decay: "decoupled" }, l2: 0, decoupled: 0.1 },
] as const)("$name", ({ given, l2, decoupled }) => {
  test("several steps equal the published algorithm, under a changing learning rate", () => {
    fc.assert(
      fc.property(real, fc.array(fc.tuple(real, fc.constantFrom(0.001, 0.01, 1)), { minLength: 1, maxLength: 8 }), (initial, steps) => {
        const rule = create(given);
        const wanted = new Transcription(initial, l2, decoupled);
        const weights = Float64Array.of(initial);
        const slots = [new Float64Array(1), new Float64Array(1)];
        const change = new Float64Array(1);
        let size = Math.max(1, Math.abs(initial));
        steps.forEach(([gradient, learningRate], index) => {
          rule.step({ step: index + 1, learningRate, weights, gradients: Float64Array.of(gradient), slots, change });
          weights[0] += change[0];
          wanted.update(gradient, learningRate);
          size = Math.max(size, Math.abs(wanted.w));
          expect(Math.abs(weights[0] - wanted.w)).toBeLessThanOrEqual(1e-11 * size);
          expect(Math.abs(slots[0][0] - wanted.m)).toBeLessThanOrEqual(1e-11 * Math.max(size, Math.abs(wanted.m)));
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

function firstStep(given: Given, gradient: number): number {
  const change = new Float64Array(1);
  const slots = [new Float64Array(1), new Float64Array(1)];
  create(given).step({ step: 1, learningRate: 0.5, weights: Float64Array.of(0), gradients: Float64Array.of(gradient), slots, change });
  return change[0];
}

test("the first step has the size of the learning rate, whatever the gradient's", () => {
  for (const gradient of [1e-3, 1, 1e6]) {
    expect(firstStep({}, gradient)).toBeCloseTo(-0.5, 4);
    expect(firstStep({}, -gradient)).toBeCloseTo(0.5, 4);
  }
  expect(firstStep({}, 1e-8)).toBeCloseTo(-0.25, 9);
});

test("a zero gradient without a history changes nothing", () => {
  expect(Math.abs(firstStep({}, 0))).toBe(0);
});

test("moments beyond the range of their slots give no change, not NaN", () => {
  const change = new Float64Array(1);
  const slots = [new Float32Array(1), new Float32Array(1)];
  create().step({ step: 1, learningRate: 1, weights: Float64Array.of(1), gradients: Float64Array.of(1e300), slots, change });
  expect(Math.abs(change[0])).toBe(0);
});

test("the moments are read back from their slots, as stored", () => {
  const slots = [Float32Array.of(0), Float32Array.of(0)];
  const change = new Float64Array(1);
  create({ beta1: 0.5, beta2: 0.5 }).step({ step: 1, learningRate: 1, weights: Float64Array.of(0), gradients: Float64Array.of(0.3), slots, change });
  expect([slots[0][0], slots[1][0]]).toEqual([Math.fround(0.15), Math.fround(0.5 * 0.3 ** 2)]);
  expect(change[0]).toBe((-1 / 0.5) * (slots[0][0] / (Math.sqrt(slots[1][0] / 0.5) + 1e-8)));
});

test("declares its state and counts its arithmetic", () => {
  expect(create({ beta1: 0.8 }).slots).toEqual([
    { name: "firstMoment", initial: 0, decay: 0.8 },
    { name: "secondMoment", initial: 0, decay: 0.999 },
  ]);
  expect(create().actions).toEqual({ multiply: 7, add: 4, divide: 1, squareRoot: 1 });
  expect(create({ weightDecay: 0.1 }).actions).toMatchObject({ multiply: 8, add: 5 });
});

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(adamPlugin)).toBe(true);
  expect(adamPlugin).toMatchObject({ contract: contractVersion, kind: "optimizer", name: "adam", presets: { adamw: { decay: "decoupled" } } });
});
