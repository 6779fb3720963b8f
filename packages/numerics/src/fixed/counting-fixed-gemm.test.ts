import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDatapath } from "../testing/arbitrary-datapath.ts";
import { arbitraryShape, arbitraryVariant, randomFor, randomOperands, transposed } from "../testing/arbitrary-gemm.ts";
import { countingFixedGemm } from "./counting-fixed-gemm.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";

test("results and counts are the reference's", () => {
  const property = fc.property(arbitraryVariant, arbitraryShape, fc.boolean(), (variant, shape, isTransposed) => {
    const datapath = buildLnsDatapath(variant);
    const straight = randomOperands({ ...shape, n: 1 + (shape.n % 16) }, variant.bits);
    const operands = isTransposed ? transposed(straight) : straight;
    const [out, expected] = [new Int32Array(operands.m * operands.n), new Int32Array(operands.m * operands.n)];
    expect(countingFixedGemm(datapath, operands, out)).toEqual(referenceFixedGemm(datapath, operands, expected));
    expect(out).toEqual(expected);
  });
  fc.assert(property, { seed: 2, numRuns: 100 });
});

test("results and counts are the reference's for every kind of datapath, with and without scales", () => {
  const property = fc.property(arbitraryDatapath, arbitraryShape, fc.boolean(), (datapath, shape, isScaled) => {
    const operands = randomFor(datapath, { ...shape, m: 1 + (shape.m % 5), n: 1 + (shape.n % 5) }, isScaled);
    const [out, expected] = [new Float64Array(operands.m * operands.n), new Float64Array(operands.m * operands.n)];
    expect(countingFixedGemm(datapath, operands, out)).toEqual(referenceFixedGemm(datapath, operands, expected));
    expect(out).toEqual(expected);
  });
  fc.assert(property, { seed: 7, numRuns: 200 });
});

test("the counts of a wide accumulator", () => {
  const operands = { m: 1, n: 1, k: 2, a: Uint8Array.of(127, 127), b: Uint8Array.of(127, 127) };
  const counts = countingFixedGemm(buildLnsDatapath({ ...lns8, accumulator: "wide" }), operands, new Float64Array(1));
  expect(counts).toEqual({ terms: 2, vectors: 1, cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 2 * 2 ** 31 * 2 ** (6 / 8) });
});

test("a sum beyond the accumulator is counted once per vector and shown unclamped", () => {
  const accumulator = { bits: 12, lsb: 16, rounding: "half-up", overflow: "saturate" } as const;
  const operands = { m: 1, n: 1, k: 64, a: new Uint8Array(64).fill(127), b: new Uint8Array(64).fill(127) };
  const out = new Int32Array(1);
  const counts = countingFixedGemm(buildLnsDatapath({ ...lns8, accumulator }), operands, out);
  const vector = (32 * 431 * 2 ** 31) / 2 ** 24;
  expect(counts).toMatchObject({ terms: 64, saturations: 2, maxMagnitude: 2047 + vector });
  expect(out[0]).toBe(2047);
});
