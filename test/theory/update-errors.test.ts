import { createRandom, exp2, type SeededRandom } from "@lnsim/elementary";
import { updateErrors } from "@lnsim/training";
import { describe, expect, test } from "vitest";

/** A normal number by summing uniform ones: twelve of them have variance 1 (tails end at 6, which no bound notices). */
function normal(random: SeededRandom): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.nextFloat();
  return sum;
}

/** d weights whose logarithms lie on the grid between -10 and 0 octaves, and standard normal gradients. */
function draw(d: number, gamma: number) {
  const random = createRandom(20, `${d} ${gamma}`);
  const weights = Float64Array.from({ length: d }, () => (random.nextBelow(2) === 0 ? 1 : -1) * exp2(-random.nextBelow(10 * gamma + 1) / gamma));
  return { weights, gradients: Float64Array.from({ length: d }, () => normal(random)), random };
}

const kinds = ["gd", "multiplicative", "sign"] as const;

describe.each([1, 2, 4, 8, 16, 32])("gamma %i", (gamma) => {
  test.each([
    [2 ** -4, 10],
    [2 ** -4, 1000],
    [2 ** -6, 100],
    [2 ** -7, 1000],
    [2 ** -10, 10],
    [2 ** -10, 1000],
  ])("eta %f, d %i: identities and bounds hold within 3 sigma", (learningRate, d) => {
    const errors = updateErrors({ ...draw(d, gamma), learningRate, gamma, draws: 64 });
    for (const kind of kinds) {
      const { measured, exact, deviation, bound } = errors[kind];
      expect(Math.abs(measured - exact)).toBeLessThanOrEqual(3 * deviation + 1e-15);
      expect(exact).toBeLessThanOrEqual(bound);
      expect(measured).toBeLessThanOrEqual(bound + 3 * deviation);
      expect(exact).toBeLessThanOrEqual(d / (4 * gamma * gamma) + 1e-12);
    }
    const fraction = (gamma * learningRate) % 1;
    expect(errors.sign.exact).toBeCloseTo((d * fraction * (1 - fraction)) / gamma ** 2, 12);
  });
});

test("the sign update's error is 1 - gamma * eta of its bound: 0.992 at gamma 8 and eta 2^-10, 0.9375 at 2^-7", () => {
  const ratio = (learningRate: number): number => {
    const { exact, bound } = updateErrors({ ...draw(1000, 8), learningRate, gamma: 8 }).sign;
    return exact / bound;
  };
  expect(ratio(2 ** -10)).toBeCloseTo(0.9921875, 9);
  expect(ratio(2 ** -7)).toBeCloseTo(0.9375, 9);
});

test("at equal rates the multiplicative update wins over descent while gamma * eta is small, and no longer at one half", () => {
  const gain = (learningRate: number): number => {
    const { gd, multiplicative } = updateErrors({ ...draw(1000, 8), learningRate, gamma: 8 });
    return gd.exact / multiplicative.exact;
  };
  expect(gain(2 ** -10)).toBeGreaterThan(10);
  expect(gain(2 ** -7)).toBeGreaterThan(2);
  expect(Math.abs(gain(2 ** -4) - 1)).toBeLessThan(0.1);
});

/** Measured once with other draws of 1,000 elements at gamma 8: what any draw has to come near. */
const reference = [
  { learningRate: 2 ** -4, gd: 2.58, multiplicative: 2.62, sign: 3.91, bounds: [544, 8.01, 7.81] },
  { learningRate: 2 ** -7, gd: 2.43, multiplicative: 0.733, sign: 0.922, bounds: [696, 1.0, 0.977] },
  { learningRate: 2 ** -10, gd: 1.73, multiplicative: 0.091, sign: 0.121, bounds: [724, 0.118, 0.122] },
];

test.each(reference)("eta $learningRate: errors and bounds of the reference are reproduced", ({ learningRate, bounds, ...wanted }) => {
  const errors = updateErrors({ ...draw(1000, 8), learningRate, gamma: 8, draws: 64 });
  for (const [index, kind] of kinds.entries()) {
    expect(errors[kind].measured / wanted[kind]).toBeGreaterThan(0.9);
    expect(errors[kind].measured / wanted[kind]).toBeLessThan(1.1);
    expect(errors[kind].bound / bounds[index]).toBeGreaterThan(0.93);
    expect(errors[kind].bound / bounds[index]).toBeLessThan(1.07);
  }
});
