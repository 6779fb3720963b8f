import { expect, test } from "vitest";
import { cosPi } from "./cosine.ts";
import { exp, exp2 } from "./exponential.ts";
import { tanh } from "./hyperbolic-tangent.ts";
import { log, log2 } from "./logarithm.ts";
import { createRandom } from "./random.ts";

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** Position of a float64 among all of them: neighbours differ by one. */
function position(value: number): bigint {
  float[0] = value;
  return bits[0] < 0n ? -(bits[0] & 0x7fff_ffff_ffff_ffffn) : bits[0];
}

/** Largest distance between two functions in units in the last place, over random arguments. */
function largestDistance(ours: (x: number) => number, theirs: (x: number) => number, argument: (u: number) => number): number {
  const random = createRandom(11);
  let largest = 0n;
  for (let i = 0; i < 50_000; i++) {
    const x = argument(random.nextFloat() * 2 - 1);
    const distance = position(ours(x)) - position(theirs(x));
    if (distance > largest) largest = distance;
    if (-distance > largest) largest = -distance;
  }
  return Number(largest);
}

test.each([
  { name: "exp", ours: exp, theirs: Math.exp, argument: (u: number) => u * 700, bound: 1 },
  { name: "exp near 0", ours: exp, theirs: Math.exp, argument: (u: number) => u * u * u, bound: 1 },
  { name: "exp2", ours: exp2, theirs: (x: number) => 2 ** x, argument: (u: number) => u * 1000, bound: 1 },
  { name: "log", ours: log, theirs: Math.log, argument: (u: number) => 2 ** (u * 1000), bound: 1 },
  { name: "log near 1", ours: log, theirs: Math.log, argument: (u: number) => 1 + u / 2, bound: 1 },
  { name: "log2", ours: log2, theirs: Math.log2, argument: (u: number) => 2 ** (u * 1000), bound: 1 },
  { name: "log2 near 1", ours: log2, theirs: Math.log2, argument: (u: number) => 1 + u / 2, bound: 2 },
  { name: "tanh", ours: tanh, theirs: Math.tanh, argument: (u: number) => u * 20, bound: 3 },
  { name: "cosPi to 1/4", ours: cosPi, theirs: (x: number) => Math.cos(Math.PI * x), argument: (u: number) => Math.abs(u) / 4, bound: 2 },
  { name: "cosPi to 1/2", ours: cosPi, theirs: (x: number) => Math.sin(Math.PI * (0.5 - x)), argument: (u: number) => 0.5 - Math.abs(u) / 4, bound: 2 },
  { name: "cosPi near 1/2", ours: cosPi, theirs: (x: number) => Math.sin(Math.PI * (0.5 - x)), argument: (u: number) => 0.5 - u * u * u * u / 4, bound: 2 },
  { name: "tanh near 0", ours: tanh, theirs: Math.tanh, argument: (u: number) => u * u * u, bound: 3 },
])("$name is within $bound ulp of the platform's", ({ ours, theirs, argument, bound }) => {
  expect(largestDistance(ours, theirs, argument)).toBeLessThanOrEqual(bound);
});

test("exact values", () => {
  expect(exp(0)).toBe(1);
  expect(log(1)).toBe(0);
  for (let power = -1074; power < 1024; power++) {
    expect(exp2(power)).toBe(2 ** power);
    expect(log2(2 ** power)).toBe(power);
  }
});

test("special cases", () => {
  for (const f of [exp, exp2, log, log2, tanh]) expect(f(NaN)).toBeNaN();
  expect([exp(Infinity), exp(-Infinity), exp(710), exp(-746)]).toEqual([Infinity, 0, Infinity, 0]);
  expect([exp2(Infinity), exp2(-Infinity), exp2(1024), exp2(-1076)]).toEqual([Infinity, 0, Infinity, 0]);
  expect([log(0), log(-0), log(-1), log(Infinity)]).toEqual([-Infinity, -Infinity, NaN, Infinity]);
  expect([log2(0), log2(-1), log2(Infinity)]).toEqual([-Infinity, NaN, Infinity]);
  expect([tanh(Infinity), tanh(-Infinity), tanh(0), tanh(-0)]).toEqual([1, -1, 0, -0]);
});

test("subnormal arguments and results", () => {
  expect(exp(-744)).toBe(Math.exp(-744));
  expect(exp2(-1060.25)).toBe(2 ** -1060.25);
  expect(log(5e-324)).toBe(Math.log(5e-324));
  expect(exp(709.75)).toBeCloseTo(Math.exp(709.75), -300);
});

test("tanh is odd", () => {
  for (const x of [1e-300, 1e-9, 0.3, 0.99, 1, 5, 21.9, 30]) expect(tanh(-x)).toBe(-tanh(x));
});

test("cosPi is exact at its ends and its zero, odd about it, falling, and defined nowhere else", () => {
  expect([cosPi(0), cosPi(0.5), cosPi(1)]).toEqual([1, 0, -1]);
  let before = 2;
  for (let i = 0; i <= 1000; i++) {
    const x = i / 1024;
    expect(cosPi(1 - x)).toBe(x === 0.5 ? 0 : -cosPi(x));
    expect(cosPi(x)).toBeLessThan(before);
    before = cosPi(x);
  }
  for (const x of [-1e-9, 1 + 1e-9, Infinity, NaN]) expect(cosPi(x)).toBeNaN();
});

test("golden bits, the same on every platform", () => {
  const sum = (f: (x: number) => number): string => {
    let total = 0;
    for (let i = 1; i <= 1000; i++) total += f(f === cosPi ? i / 1370 : i / 137);
    position(total);
    return bits[0].toString(16);
  };
  expect([exp, exp2, log, log2, tanh, cosPi].map(sum)).toEqual([
    "4108cfc0fc3d5663",
    "40de48f0baf24407",
    "408f012d92cd78ee",
    "40965d76b40f03ce",
    "408c4c4e6b1052f7",
    "4074658e5943e275",
  ]);
});
