import { contractVersion, withDefaults, type Optimizer, type ParameterValues } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import madamPlugin from "./index.ts";
import type { madamParameters } from "./parameters.ts";

function madam(given: Partial<ParameterValues<typeof madamParameters>> = {}): Optimizer {
  return madamPlugin.create(withDefaults(madamPlugin.parameters, given), "madam");
}

/** One step of one parameter from a second moment; returns the change and the new moment. */
function stepOnce(rule: Optimizer, input: { step: number; sign: number; gradient: number; moment?: number }) {
  const moment = Float64Array.of(input.moment ?? 0);
  const change = Float64Array.of(77);
  rule.step({ step: input.step, learningRate: rule.learningRate, weights: Float64Array.of(input.sign), gradients: Float64Array.of(input.gradient), slots: [moment], change });
  return { change: change[0], moment: moment[0] };
}

/** The rule as the paper and the official optimizer print it, one number at a time. */
function transcription(input: { step: number; sign: number; gradient: number; moment: number; isOfficial: boolean }) {
  const moment = 0.999 * input.moment + (1 - 0.999) * input.gradient ** 2;
  let normalised = input.gradient / Math.sqrt(moment / (1 - 0.999 ** input.step));
  if (Number.isNaN(normalised)) normalised = 0;
  normalised = Math.min(10, Math.max(-10, normalised));
  if (input.isOfficial) {
    const down = Math.floor(normalised);
    const rest = normalised - down;
    normalised = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
  }
  return { change: -(2 ** -7) * normalised * input.sign, moment };
}

describe.each(["paper", "official"] as const)("variant %s", (variant) => {
  const rule = madam({ variant });

  test("equals a transcription of the rule", () => {
    const real = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const moments = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e3, noNaN: true }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(-1, 0, 1), real, moments, (step, sign, gradient, moment) => {
        const input = { step, sign, gradient, moment };
        const wanted = transcription({ ...input, isOfficial: variant === "official" });
        const found = stepOnce(rule, input);
        expect(found.moment).toBeCloseTo(wanted.moment, 9);
        // A normalised gradient near a half may round either way when the powers of beta differ in their last bits.
        const tolerance = variant === "official" && Math.abs(((Math.abs(gradient) / Math.sqrt(wanted.moment / (1 - 0.999 ** step))) % 1) - 0.5) < 1e-9 ? 2 ** -7 : 1e-12;
        expect(Math.abs(found.change - wanted.change)).toBeLessThanOrEqual(tolerance);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test("the first step moves every weight by one learning rate, against the gradient's sign", () => {
    for (const [sign, gradient] of [[1, 3], [-1, 3], [1, -1e-3], [-1, -40]] as const) {
      expect(stepOnce(rule, { step: 1, sign, gradient }).change).toBeCloseTo(-(2 ** -7) * sign * Math.sign(gradient), 12);
    }
  });

  test("a zero gradient without a history changes nothing, nor does any gradient on a zero weight", () => {
    expect(Math.abs(stepOnce(rule, { step: 1, sign: 1, gradient: 0 }).change)).toBe(0);
    expect(Math.abs(stepOnce(rule, { step: 3, sign: 0, gradient: 5, moment: 1e-6 }).change)).toBe(0);
  });

  test("a gradient far above its history is bounded, also where the history is lost", () => {
    expect(stepOnce(rule, { step: 5000, sign: 1, gradient: 1e6, moment: 1e-6 }).change).toBe(-10 / 128);
    const moment = Float32Array.of(0);
    const change = new Float64Array(1);
    rule.step({ step: 1, learningRate: rule.learningRate, weights: Float64Array.of(-1), gradients: Float64Array.of(1e-30), slots: [moment], change });
    expect(change[0]).toBe(10 / 128);
  });
});

test("the paper's steps are real, the official ones whole learning rates, ties to even", () => {
  const at = (normalised: number) => ({ step: 100_000, sign: 1, gradient: normalised, moment: (1 - 0.001 * normalised ** 2) / 0.999 });
  expect(stepOnce(madam(), at(2.3)).change * 128).toBeCloseTo(-2.3, 9);
  expect(stepOnce(madam({ variant: "official" }), at(2.3)).change * 128).toBe(-2);
  expect(stepOnce(madam({ variant: "official" }), at(2.7)).change * 128).toBe(-3);
  const half = madam({ variant: "official", gradientBound: 2.5 });
  expect(stepOnce(half, at(9)).change * 128).toBe(-2);
});

test("the second moment is read back from its slot, as stored", () => {
  const gradient = 0.1;
  const stored = Float32Array.of(0);
  const change = new Float64Array(1);
  madam().step({ step: 1, learningRate: madam().learningRate, weights: Float64Array.of(1), gradients: Float64Array.of(gradient), slots: [stored], change });
  const correction = 1 - 0.999;
  expect(change[0]).toBe(-(2 ** -7) * (gradient / Math.sqrt(stored[0] / correction)));
});

test("parameters reach the rule", () => {
  expect(madam({ clampFactor: 3 }).gridTop).toEqual({ initialRms: 3 });
  expect(madam().gridTop).toEqual({ initialRms: 10 });
  expect(madam({ learningRate: 0.0625 }).learningRate).toBe(0.0625);
  expect(stepOnce(madam({ learningRate: 0.0625 }), { step: 1, sign: 1, gradient: 1 }).change).toBeCloseTo(-0.0625, 12);
  expect(stepOnce(madam({ beta: 0 }), { step: 9, sign: 1, gradient: -7, moment: 50 }).change).toBe(2 ** -7);
  expect(madam()).toMatchObject({ domain: "log2-magnitude", slots: [{ initial: 0 }] });
  expect(madam({ variant: "official" }).actions).toMatchObject({ round: 1 });
});

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(madamPlugin)).toBe(true);
  expect(madamPlugin).toMatchObject({ contract: contractVersion, kind: "optimizer", name: "madam" });
});
