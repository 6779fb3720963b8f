import type { Reals } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { clipGradients } from "./gradient-clipping.ts";
import type { Parameter } from "./parameters/parameter.ts";

function parameter(finalGradient: Reals): Parameter {
  return { name: "w", shape: [finalGradient.length], gradient: finalGradient, finalGradient, stored: null, finishGradient: () => {}, update: () => {} };
}

test("the common norm of all gradients becomes the largest one allowed", () => {
  const [one, other] = [Float64Array.of(3, 0), Float64Array.of(-4)];
  clipGradients([parameter(one), parameter(other)], 1);
  expect([...one, ...other]).toEqual([0.6000000000000001, 0, -0.8]);
});

test("shorter gradients, and those that are no numbers, stay", () => {
  const some = Float32Array.of(3, NaN);
  clipGradients([parameter(some)], 1);
  expect([...some]).toEqual([3, NaN]);
  const short = Float32Array.of(0.3, 0.4);
  clipGradients([parameter(short)], 1);
  expect([...short]).toEqual([0.3, 0.4].map(Math.fround));
});

test("in binary32 the factor and the products are rounded", () => {
  const some = Float32Array.of(0.1, 0.7);
  const norm = Math.sqrt(some[0] * some[0] + some[1] * some[1]);
  const expected = [...some].map((value) => Math.fround(value * Math.fround(0.5 / norm)));
  clipGradients([parameter(some)], 0.5);
  expect([...some]).toEqual(expected);
});
