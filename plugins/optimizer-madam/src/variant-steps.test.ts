import { withDefaults, type Optimizer, type ParameterValues } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { describe, expect, test } from "vitest";
import madamPlugin from "./index.ts";
import type { madamParameters } from "./parameters.ts";

type Given = Partial<ParameterValues<typeof madamParameters>>;

const count = 64;
const steps = 8;
const beta = 0.999;

function create(given: Given): Optimizer {
  return madamPlugin.create(withDefaults(madamPlugin.parameters, given), "madam");
}

/** Rounds to the nearest integer, a tie to the even one, by looking at the decimals. */
function nearestInteger(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return x - below < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/** One parameter as the programs keep it: a real weight, or a level k below the maximum. */
interface Parameter {
  sign: number;
  magnitude: number;
  level: number;
  moment: number;
}

/** The published programs on one parameter; `max` is their clamp. */
const programs: { readonly [name: string]: (p: Parameter, ratio: number, rate: number) => void } = {
  paper: (p, ratio, rate) => void (p.magnitude = 2 ** (Math.log2(p.magnitude) - rate * ratio * p.sign)),
  official: (p, ratio, rate) => void (p.magnitude *= 2 ** (-rate * nearestInteger(ratio) * p.sign)),
  "official with decay": (p, ratio, rate) => void (p.magnitude *= Math.exp(-rate * nearestInteger(ratio) * p.sign - rate * 0.01)),
  original: (p, ratio, rate) => void (p.magnitude *= Math.exp(-rate * ratio * p.sign)),
  integer: (p, ratio, rate) => void (p.level += nearestInteger((ratio * rate) / 0.001) * p.sign),
};

const given: { readonly [name: string]: Given } = {
  paper: {},
  official: { variant: "official" },
  "official with decay": { variant: "official", weightDecay: 0.01 },
  original: { variant: "original", learningRate: 0.01 },
  integer: { variant: "integer", learningRate: 0.01 },
};

/** Gradients of all sizes, zeros among them. */
function drawGradient(random: { nextFloat(): number; nextBelow(bound: number): number }): number {
  if (random.nextBelow(6) === 0) return 0;
  return (random.nextFloat() - 0.5) * 10 ** (random.nextBelow(40) - 20);
}

/** The program's normalised gradient, from its own second moment. */
function programRatio(p: Parameter, gradient: number, t: number): number {
  p.moment = beta * p.moment + (1 - beta) * gradient * gradient;
  const ratio = gradient / Math.sqrt(p.moment / (1 - beta ** t));
  return Math.max(-10, Math.min(10, Number.isNaN(ratio) ? 0 : ratio));
}

describe.each(Object.keys(programs))("%s", (name) => {
  test("equals the published program over several steps, under a changing learning rate", () => {
    const rule = create(given[name]);
    const random = createRandom(5, name);
    const parameters: Parameter[] = Array.from({ length: count }, (_, i) => ({
      sign: i % 7 === 0 ? 0 : i % 2 === 0 ? 1 : -1,
      magnitude: i % 7 === 0 ? 0 : 10 ** (random.nextBelow(12) - 8),
      level: 0,
      moment: 0,
    }));
    const weights = Float64Array.from(parameters, ({ sign, magnitude }) => sign * magnitude);
    const slots = [new Float64Array(count)];
    const change = new Float64Array(count);
    for (let t = 1; t <= steps; t++) {
      const learningRate = rule.learningRate * (t > 4 ? 0.25 : 1);
      const gradients = Float64Array.from({ length: count }, () => drawGradient(random));
      const batchWeights = rule.domain === "value" ? weights : weights.map(Math.sign);
      rule.step({ step: t, learningRate, weights: batchWeights, gradients, slots, change });
      parameters.forEach((p, i) => {
        const levelBefore = p.level;
        const before = p.magnitude;
        programs[name](p, programRatio(p, gradients[i], t), learningRate);
        if (p.sign === 0) return expect(rule.domain === "value" ? Math.abs(change[i]) : 0).toBe(0);
        if (name === "integer") return expect(change[i] * Math.LN2).toBeCloseTo(-0.001 * (p.level - levelBefore), 12);
        const after = rule.domain === "value" ? Math.abs(weights[i] + change[i]) : before * 2 ** change[i];
        expect(Math.abs(after / p.magnitude - 1)).toBeLessThan(1e-12);
        weights[i] = p.sign * p.magnitude;
      });
    }
    expect(slots[0].some((moment) => moment > 0)).toBe(true);
  });
});

test("the original rule works on values, the others on logarithms; all clamp at a multiple of the initial weights", () => {
  expect(create({ variant: "original" }).domain).toBe("value");
  for (const variant of ["paper", "official", "integer"] as const) expect(create({ variant }).domain).toBe("log2-magnitude");
  expect(create({ variant: "original", clampFactor: 3 }).gridTop).toEqual({ initialRms: 3 });
});

test("the original rule stays finite for any rate", () => {
  const rule = create({ variant: "original", learningRate: 1, gradientBound: 1e6 });
  const change = new Float64Array(3);
  rule.step({ step: 9, learningRate: 1, weights: Float64Array.of(1, -1, 0), gradients: Float64Array.of(-1e9, 1e9, 1), slots: [new Float64Array(3).fill(1e-9)], change });
  expect([...change].every(Number.isFinite)).toBe(true);
  expect(change[0]).toBeGreaterThan(0);
});

test("weight decay steps in powers of e: a rate moves weights 1.44 times as far as without it", () => {
  const move = (weightDecay: number): number => {
    const change = new Float64Array(1);
    const batch = { step: 1, weights: Float64Array.of(1), gradients: Float64Array.of(1), slots: [new Float64Array(1)], change };
    create({ variant: "official", weightDecay }).step({ ...batch, learningRate: 2 ** -7 });
    return change[0];
  };
  expect(move(1e-12) / move(0)).toBeCloseTo(Math.LOG2E, 9);
});

test("decay is refused where no publication defines it", () => {
  for (const variant of ["paper", "original", "integer"] as const) {
    expect(() => create({ variant, weightDecay: 0.1 })).toThrow(expect.objectContaining({ code: "invalid-combination", path: "weightDecay" }));
  }
});

test("counts the arithmetic of each branch", () => {
  const actions = (each: Given) => create(each).actions;
  expect(actions({})).toEqual({ multiply: 5, add: 2, divide: 1, squareRoot: 1, compare: 2 });
  expect(actions(given["official"])).toEqual({ ...actions({}), round: 1 });
  expect(actions(given["integer"])).toEqual({ ...actions({}), round: 1 });
  expect(actions(given["official with decay"])).toEqual({ ...actions({}), add: 3, round: 1 });
  expect(actions(given["original"])).toEqual({ ...actions({}), multiply: 6, add: 1, exponential: 1 });
});
