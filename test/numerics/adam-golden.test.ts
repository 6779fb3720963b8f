import { readFileSync } from "node:fs";
import { nearestEven, withDefaults } from "@lnsim/contracts";
import { adamPlugin } from "@lnsim/optimizer-adam";
import { expect, test } from "vitest";
import { lns } from "./formats.ts";

type Nested = readonly (number | readonly number[])[];

/** Adam of a separate implementation in numpy: per step the gradients and the parameters after it, on a 16-bit grid. */
interface Vectors {
  readonly W: readonly Nested[];
  readonly b: readonly Nested[];
  readonly cases: { readonly lns8_adam_u16: { readonly lr: number; readonly steps: readonly { readonly G: readonly Nested[]; readonly params_after: readonly Nested[] }[] } };
}

const vectors = JSON.parse(readFileSync(new URL("../training/vectors/tiny_mlp.json", import.meta.url), "utf8")) as Vectors;
const flat = (values: Nested): Float64Array => Float64Array.from(values.flat());

/** Values as the update grid stores them under their own maximum. */
function stored(values: Float64Array): Float64Array {
  const format = lns({ bits: 16, gamma: 2048, zero: "separate-flag" });
  const codes = new Uint32Array(values.length);
  const max = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const out = new Float64Array(values.length);
  format.encode(values, max, nearestEven, codes);
  format.decode(codes, max, out);
  return out;
}

test("three steps of Adam on a 16-bit logarithmic grid equal the separate implementation's, all six parameters", () => {
  const { lr, steps } = vectors.cases.lns8_adam_u16;
  const rule = adamPlugin.create(withDefaults(adamPlugin.parameters, { learningRate: lr }), "adam");
  const initial = [0, 1, 2].flatMap((layer) => [flat(vectors.W[layer]), flat(vectors.b[layer])]);
  for (const [index, values] of initial.entries()) {
    let weights = stored(values);
    const change = new Float64Array(weights.length);
    const slots = [new Float64Array(weights.length), new Float64Array(weights.length)];
    for (const [t, { G, params_after }] of steps.entries()) {
      rule.step({ step: t + 1, learningRate: rule.learningRate, weights, gradients: flat(G[index]), slots, change });
      weights = stored(weights.map((weight, i) => weight + change[i]));
      const wanted = flat(params_after[index]);
      for (let i = 0; i < weights.length; i++) expect(Math.abs(weights[i] - wanted[i])).toBeLessThanOrEqual(1e-9 * Math.abs(wanted[i]));
    }
  }
});
