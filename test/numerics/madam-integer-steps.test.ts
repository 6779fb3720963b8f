import { nearestEven, withDefaults } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { madamPlugin } from "@lnsim/optimizer-madam";
import { expect, test } from "vitest";
import { lns } from "./formats.ts";

const count = 400;
const learningRate = 2 ** -7;
const sigma = 0.37;

/** The official optimizer's step as it is written, on single-precision weights: W * 2^(-lr * round(g*) * sign(W)). */
function officialStep(weights: Float32Array, gradients: Float64Array, moment: Float64Array, step: number): void {
  for (let i = 0; i < weights.length; i++) {
    moment[i] = 0.999 * moment[i] + (1 - 0.999) * gradients[i] ** 2;
    const normalised = gradients[i] / Math.sqrt(moment[i] / (1 - 0.999 ** step));
    const bounded = Math.min(10, Math.max(-10, Number.isNaN(normalised) ? 0 : normalised));
    const rounded = Math.round(bounded);
    weights[i] *= Math.pow(2, -learningRate * rounded * Math.sign(weights[i]));
  }
}

test("the official step on single-precision weights is the integer exponent update at 128 codes per octave", () => {
  const format = lns({ bits: 12, gamma: 128 });
  const random = createRandom(3, "weights");
  const codes = Uint16Array.from({ length: count }, () => 900 + random.nextBelow(1000) + 2048 * random.nextBelow(2));
  const weights = new Float32Array(count);
  format.decode(codes, sigma, weights);
  const rule = madamPlugin.create(withDefaults(madamPlugin.parameters, { variant: "official", learningRate }), "madam");
  const slots = [new Float64Array(count)];
  const moment = new Float64Array(count);
  const signs = new Float64Array(count);
  const change = new Float64Array(count);
  for (let step = 1; step <= 12; step++) {
    const gradients = Float64Array.from({ length: count }, () => (random.nextFloat() - 0.5) * 10 ** (random.nextBelow(5) - 3));
    officialStep(weights, gradients, moment, step);
    format.log2?.signs(codes, signs);
    rule.step({ step, learningRate: rule.learningRate, weights: signs, gradients, slots, change });
    format.log2?.shift(codes, change, nearestEven);
    const exponents = [...codes].map((code) => (code & 2047) - 2047);
    expect([...weights].map((weight) => Math.round(128 * Math.log2(Math.abs(weight) / sigma)))).toEqual(exponents);
    expect([...weights].map(Math.sign)).toEqual([...signs]);
  }
});
