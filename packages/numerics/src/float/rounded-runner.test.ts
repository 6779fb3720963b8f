import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryShape } from "../testing/arbitrary-gemm.ts";
import { createEngine } from "../engine.ts";
import { hashOfRun, passesRoundedSelfTest, roundedCases, roundedDatapath, roundedOperands } from "../self-test/float-self-test.ts";
import type { FloatGemmOperands } from "../gemm-operands.ts";
import { referenceFloatGemm } from "./reference-float-gemm.ts";
import { roundedTo } from "./rounded-to.ts";
import { exactReal } from "../fixed/exact-real.ts";

const arbitraryFloatDatapath: fc.Arbitrary<FloatAccumulateDatapath> = fc
  .record({
    accumulate: fc.constantFrom("binary32" as const, "binary16" as const, "bfloat16" as const),
    order: fc.constantFrom("ascending" as const, "vector-tree" as const),
    vectorSize: fc.constantFrom(1, 2, 5, 16, 31, 32),
  })
  .map((chosen) => ({ kind: "float", description: "arbitrary", operand: "binary32", costRecord: null, ...chosen }));

/** Values of `bits` significand bits over `octaves` octaves around 1, some of them zero, of either sign. */
const arbitraryValues = fc.record({ bits: fc.constantFrom(3, 8, 11, 24), octaves: fc.constantFrom(2, 20, 150), isTransposed: fc.boolean() });

function randomOperands(shape: { m: number; n: number; k: number; seed: number }, { bits, octaves, isTransposed }: { bits: number; octaves: number; isTransposed: boolean }): FloatGemmOperands {
  const { m, n, k, seed } = shape;
  const random = createRandom(seed, "rounded");
  const value = (): number => {
    if (random.nextBelow(12) === 0) return random.nextBelow(2) === 0 ? 0 : -0;
    const significand = Math.floor((random.nextFloat() + 1) * 2 ** (bits - 1)) / 2 ** (bits - 1);
    return (random.nextBelow(2) * 2 - 1) * significand * 2 ** (random.nextBelow(octaves) - octaves / 2);
  };
  return { m, n, k, a: Float32Array.from({ length: m * k }, value), aTransposed: isTransposed, b: Float32Array.from({ length: k * n }, value), bTransposed: isTransposed };
}

describe.each([true, false])("revectorize: %s", (revectorize) => {
  const engine = createEngine({ revectorize });

  test("every format and order, any values, to the bit", () => {
    const property = fc.property(arbitraryFloatDatapath, arbitraryShape, arbitraryValues, (datapath, shape, values) => {
      const operands = randomOperands({ ...shape, m: 1 + (shape.m % 6), n: 1 + (shape.n % 20) }, values);
      const [out, expected] = [new Float32Array(operands.m * operands.n), new Float32Array(operands.m * operands.n)];
      engine.floatGemm(datapath).run(operands, out);
      referenceFloatGemm(operands, expected, datapath);
      expect(out).toEqual(expected);
    });
    fc.assert(property, { seed: 11, numRuns: 150 });
  });

  test.each(["binary16", "bfloat16"] as const)("%s: halfway products and sums, the smallest numbers, overflow", (accumulate) => {
    const gemm = engine.floatGemm({ kind: "float", description: "", operand: "binary32", accumulate, order: "ascending", vectorSize: 1, costRecord: null });
    const bits = accumulate === "binary16" ? 11 : 8;
    const smallest = accumulate === "binary16" ? 2 ** -24 : 2 ** -133;
    const largest = accumulate === "binary16" ? 65504 : (2 - 2 ** -7) * 2 ** 127;
    const dot = (a: readonly number[], b: readonly number[]): number => {
      const out = new Float32Array(1);
      gemm.run({ m: 1, n: 1, k: a.length, a: Float32Array.from(a), b: Float32Array.from(b) }, out);
      return out[0];
    };
    expect(dot([1 + 2 ** -bits], [1])).toBe(1);
    expect(dot([1 + 3 * 2 ** -bits], [1])).toBe(1 + 2 ** (2 - bits));
    expect(dot([1 + 2 ** -bits, 0], [1 + 2 ** -23, 1])).toBe(1 + 2 ** (1 - bits));
    expect(dot([1, 2 ** -bits], [1, 1])).toBe(1);
    expect(dot([smallest], [0.5])).toBe(0);
    expect(dot([smallest], [0.75])).toBe(smallest);
    expect(dot([smallest, smallest], [1, 1])).toBe(2 * smallest);
    expect(dot([largest, largest], [1, 1])).toBe(Infinity);
    expect(dot([-largest], [2])).toBe(-Infinity);
    expect(dot([largest, -largest], [2, 2])).toBeNaN();
    expect(dot([-1], [0])).toBe(0);
  });
});

test("the stored hashes are those of the reference, and a kernel that skips a rounding fails", () => {
  for (const roundedCase of roundedCases) {
    const datapath = roundedDatapath(roundedCase);
    const run = (operands: FloatGemmOperands, out: Float32Array): void => referenceFloatGemm(operands, out, datapath);
    expect([false, true].map((isNarrow) => hashOfRun({ run }, roundedOperands(isNarrow)))).toEqual(roundedCase.hashes);
  }
  const withOrder = (order: FloatAccumulateDatapath["order"]): boolean =>
    passesRoundedSelfTest((datapath) => ({ run: (operands, out) => referenceFloatGemm(operands, out, { ...datapath, order }) }));
  expect([withOrder("ascending"), withOrder("vector-tree")]).toEqual([false, false]);
});

test("rounding from exact reals is what float64 to binary32 does", () => {
  const binary32 = { precisionBits: 24, smallestExponent: -126, largestExponent: 127 };
  const property = fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    if (value !== 0) expect(Object.is(roundedTo(binary32, exactReal(value)), Math.fround(value))).toBe(true);
  });
  fc.assert(property, { seed: 12, numRuns: 500 });
});
