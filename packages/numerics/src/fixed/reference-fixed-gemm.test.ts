import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryShape, arbitraryVariant, randomOperands, transposed } from "../testing/arbitrary-gemm.ts";
import { literalLnsGemm } from "../testing/literal-lns-gemm.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";

test("one dot product by hand", () => {
  const operands = { m: 1, n: 1, k: 3, a: Uint8Array.of(127, 0x80, 0x80 + 64), b: Uint8Array.of(127, 127, 65) };
  const out = new Int32Array(1);
  const counts = referenceFixedGemm(buildLnsDatapath(lns8), operands, out);
  // 2^(254/8) = 431/256 * 2^31 product units; -2^(129/8) = -279/256 * 2^16; LSB 2^16; half up.
  expect(out[0]).toBe(Math.floor((431 * 2 ** 31 - 279 * 2 ** 16 + 2 ** 23) / 2 ** 24));
  expect(counts).toEqual({ terms: 3, vectors: 1, cutTerms: 0, lostBits: 1, saturations: 0, maxMagnitude: out[0] });
});

test("the declaration computes what the drawn hardware computes", () => {
  const property = fc.property(arbitraryVariant, arbitraryShape, (variant, shape) => {
    const operands = randomOperands({ ...shape, m: 1 + (shape.m % 4), n: 1 + (shape.n % 4) }, variant.bits);
    const out = new Int32Array(operands.m * operands.n);
    referenceFixedGemm(buildLnsDatapath(variant), operands, out);
    expect(out).toEqual(literalLnsGemm(variant, operands));
  });
  fc.assert(property, { seed: 1, numRuns: 150 });
});

test("full guard bits make both organisations agree to the bit", () => {
  const operands = randomOperands({ m: 6, n: 6, k: 70, seed: 3 }, 8);
  for (const lut of [1, 2, 4, 8]) {
    const [bins, lanes] = (["remainder-bins", "per-lane-lut"] as const).map((organisation) => {
      const out = new Int32Array(36);
      referenceFixedGemm(buildLnsDatapath({ ...lns8, lut, organisation }), operands, out);
      return out;
    });
    expect(bins).toEqual(lanes);
  }
});

test("stored orientation does not matter", () => {
  const operands = randomOperands({ m: 5, n: 7, k: 40, seed: 4 }, 8);
  const [straight, turned] = [operands, transposed(operands)].map((given) => {
    const out = new Int32Array(35);
    referenceFixedGemm(buildLnsDatapath(lns8), given, out);
    return out;
  });
  expect(turned).toEqual(straight);
});

test("a wide accumulator adds unrounded constants", () => {
  const operands = { m: 1, n: 1, k: 2, a: Uint8Array.of(3, 0x80 + 5), b: Uint8Array.of(8, 2) };
  const out = new Float64Array(1);
  referenceFixedGemm(buildLnsDatapath({ ...lns8, accumulator: "wide" }), operands, out);
  expect(out[0]).toBe(2 * 2 ** (3 / 8) - 2 ** (7 / 8));
});

test("scales and a binary32 accumulator by hand", () => {
  const values = Float64Array.of(0, 1, 3, -5);
  const datapath = { ...buildLnsDatapath(lns8), classes: 1, leftCodeCount: 4, rightCodeCount: 4, leftFactor: values, leftClass: new Uint8Array(4), head: values, tail: null, vectorSize: 2, fractionBits: 0, productUnit: 0.25, accumulator: "binary32" as const };
  const operands = { m: 1, n: 1, k: 3, a: Uint8Array.of(1, 2, 3), b: Uint8Array.of(2, 2, 1), aScales: Float64Array.of(0.1, 7), bScales: Float64Array.of(3, 1 / 3) };
  const out = new Float64Array(1);
  referenceFixedGemm(datapath, operands, out);
  const first = Math.fround((1 * 3 + 3 * 3) * (0.1 * 3) * 0.25);
  expect(out[0]).toBe(Math.fround(first + Math.fround(-5 * (7 * (1 / 3)) * 0.25)));
  expect(() => referenceFixedGemm(datapath, { ...operands, bScales: Float64Array.of(1) }, out)).toThrow("scales of B hold 1 elements, 2 x 1 are needed");
  expect(() => referenceFixedGemm(datapath, { m: 1, n: 1, k: 3, a: operands.a, b: operands.b, aScales: operands.aScales }, out)).toThrow("needs those of A and those of B");
});
