import { nearestEven, withDefaults } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { madamPlugin } from "@lnsim/optimizer-madam";
import { expect, test } from "vitest";
import { lns } from "./formats.ts";

const count = 300;
const levels = 4096;

/** Integer Madam as its program has it: levels k below the maximum, |w| = max * exp(-base * k), signs fixed. */
class IntegerMadam {
  readonly levels: Int32Array;
  readonly signs: Int8Array;
  readonly moment = new Float64Array(count);

  constructor(start: Int32Array, signs: Int8Array) {
    this.levels = start;
    this.signs = signs;
  }

  step(gradients: Float64Array, step: number, factor: number): void {
    for (let i = 0; i < count; i++) {
      this.moment[i] = 0.999 * this.moment[i] + (1 - 0.999) * gradients[i] ** 2;
      const ratio = gradients[i] / Math.sqrt(this.moment[i] / (1 - 0.999 ** step));
      const bounded = Math.min(10, Math.max(-10, Number.isNaN(ratio) ? 0 : ratio));
      const rounded = Math.round(bounded * factor);
      this.levels[i] = Math.min(levels - 1, Math.max(0, this.levels[i] + rounded * this.signs[i]));
    }
  }
}

/** Runs both from the same levels; returns levels below the top of the program and of the codes. */
function run(level: number, steps: number): readonly (readonly [program: number, codes: number])[] {
  const format = lns({ bits: 13, gamma: 512, zero: "none" });
  const random = createRandom(8, "levels");
  const start = Int32Array.from({ length: count }, (_, i) => [levels - 1, 0, random.nextBelow(levels)][i % 3]);
  const signs = Int8Array.from({ length: count }, () => (random.nextBelow(2) === 0 ? 1 : -1));
  const codes = Uint16Array.from({ length: count }, (_, i) => levels - 1 - start[i] + (signs[i] < 0 ? levels : 0));
  const program = new IntegerMadam(start, signs);
  const rule = madamPlugin.create(withDefaults(madamPlugin.parameters, { variant: "integer", learningRate: 10 * level, level }), "madam");
  const slots = [new Float64Array(count)];
  const weights = new Float64Array(count);
  const change = new Float64Array(count);
  for (let step = 1; step <= steps; step++) {
    const gradients = Float64Array.from({ length: count }, () => (random.nextBelow(9) === 0 ? 0 : (random.nextFloat() - 0.5) * 10 ** (random.nextBelow(5) - 3)));
    const schedule = step > 20 ? 0.25 : 1;
    program.step(gradients, step, 10 * schedule);
    format.log2?.signs(codes, weights);
    rule.step({ step, learningRate: rule.learningRate * schedule, weights, gradients, slots, change });
    format.log2?.shift(codes, change, nearestEven);
  }
  return Array.from(program.levels, (k, i) => [k, levels - 1 - (codes[i] & (levels - 1))] as const);
}

test("a level of ln 2 / 512 nats is one code of lns:bits=13,gamma=512,zero=none: 40 steps agree level for level, clamps included", () => {
  const found = run(Math.LN2 / 512, 40);
  expect(found.map(([, codes]) => codes)).toEqual(found.map(([program]) => program));
  expect(found.some(([program]) => program === 0)).toBe(true);
  expect(found.some(([program]) => program === levels - 1)).toBe(true);
});

test("the published level of 0.001 nats is no whole number of codes: one step is off by at most half a code", () => {
  const codesPerLevel = 0.001 * 512 * Math.LOG2E;
  const steps = run(0.001, 1).map(([program, codes], i) => [program, codes, run(0.001, 0)[i][0]] as const);
  const moved = steps.filter(([program, codes, start]) => program > 0 && program < levels - 1 && codes > 0 && codes < levels - 1 && program !== start);
  expect(moved.length).toBeGreaterThan(100);
  for (const [program, codes, start] of moved) expect(Math.abs(codes - start - (program - start) * codesPerLevel)).toBeLessThanOrEqual(0.5 + 1e-9);
  expect(moved.some(([program, codes]) => program !== codes)).toBe(true);
});
