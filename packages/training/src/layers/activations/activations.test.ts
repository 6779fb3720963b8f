import type { Reals } from "@lnsim/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomReals } from "../testing/random-arrays.ts";
import { gelu, geluBackward } from "./gelu.ts";
import { leakyRelu, leakyReluBackward, relu, reluBackward } from "./relu.ts";

const slope = 0.125;
const values = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 1e-45, -1e-45)), { maxLength: 20 });
const widths = fc.constantFrom(Float32Array, Float64Array);

const activations = [
  {
    name: "ReLU",
    forward: relu,
    backward: reluBackward,
    value: (x: number) => (x <= 0 ? 0 : x),
    gradient: (x: number, d: number) => (x <= 0 ? 0 : d),
  },
  {
    name: "leaky ReLU",
    forward: (x: Reals, out: Reals) => leakyRelu(x, slope, out),
    backward: (x: Reals, d: Reals, out: Reals) => leakyReluBackward(x, d, slope, out),
    value: (x: number) => (x > 0 ? x : slope * x),
    gradient: (x: number, d: number) => (x > 0 ? d : slope * d),
  },
  {
    name: "GELU",
    forward: gelu,
    backward: geluBackward,
    value: (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    gradient: null,
  },
];

test.each(activations)("$name is its definition, in place too", ({ name, forward, value }) => {
  const property = fc.property(values, widths, (list, type) => {
    const x = type.from(name === "GELU" ? list.filter((v) => Math.abs(v) < 1e6) : list);
    const y = new type(x.length);
    forward(x, y);
    const expected = new type([...x].map(value));
    if (name === "GELU") expect(relativeDistance(y, expected)).toBeLessThan(type === Float32Array ? 1e-7 : 1e-14);
    else expect(y).toEqual(expected);
    forward(x, x);
    expect(x).toEqual(y);
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});

test.each(activations)("$name has the gradient of finite differences", ({ forward, backward }) => {
  const x = randomReals(200, 1).map((value) => (Math.abs(value) < 0.01 ? 1 : 2 * value));
  const d = randomReals(200, 2);
  const [y, dx] = [new Float64Array(200), new Float64Array(200)];
  const expected = finiteDifferences(x, () => (forward(x, y), weightedSum(y, d)), 2 ** -18);
  backward(x, d, dx);
  expect(relativeDistance(dx, expected)).toBeLessThan(1e-8);
});

test.each(activations.slice(0, 2))("the gradient of $name keeps every special value apart, in place too", ({ backward, gradient }) => {
  const property = fc.property(values, values, widths, (left, right, type) => {
    const length = Math.min(left.length, right.length);
    const [x, d] = [type.from(left.slice(0, length)), type.from(right.slice(0, length))];
    const expected = new type([...x].map((value, i) => gradient!(value, d[i])));
    const dx = new type(length);
    backward(x, d, dx);
    expect(dx).toEqual(expected);
    backward(x, d, d);
    expect(d).toEqual(expected);
  });
  fc.assert(property, { seed: 2, numRuns: 300 });
});

test("ReLU gives +0 for what is not positive", () => {
  for (const type of [Float32Array, Float64Array]) {
    const y = new type(4);
    relu(type.of(-0, -1, -Infinity, 0), y);
    expect([...y].every((value) => Object.is(value, 0))).toBe(true);
    reluBackward(type.of(-0, 0, -1, 1), type.of(-1, -1, -1, -0), y);
    expect([...y]).toEqual([0, 0, 0, -0]);
  }
});

test("arrays that start within a buffer are worked on where they are", () => {
  const buffer = Float64Array.of(-1, -2, 3, -4);
  relu(buffer.subarray(1, 3), buffer.subarray(1, 3));
  expect([...buffer]).toEqual([-1, 0, 3, -4]);
});

test("GELU at known points", () => {
  const y = new Float64Array(3);
  gelu(Float64Array.of(0, 100, -100), y);
  expect([...y]).toEqual([0, 100, -0]);
  geluBackward(Float64Array.of(0, 100, -100), Float64Array.of(1, 1, 1), y);
  expect([...y]).toEqual([0.5, 1, 0]);
});
