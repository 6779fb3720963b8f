import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { arbitraryShape, arbitraryVariant, randomOperands, transposed } from "./arbitrary-gemm.fixture.ts";
import { countingFixedGemm } from "./counting-fixed-gemm.ts";
import { createEngine } from "./engine.ts";
import type { GemmOperands } from "./gemm-operands.ts";
import { buildLnsDatapath, lns8, type LnsVariant } from "./lns-datapath.fixture.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";

const engines = [createEngine({ revectorize: true }), createEngine({ revectorize: false })];

function outputs(operands: GemmOperands): Float64Array {
  return new Float64Array(operands.m * operands.n);
}

describe.each(engines)("compiled with $info", (engine) => {
  function expectReference(datapath: FixedAccumulateDatapath, operands: GemmOperands): void {
    const [out, expected] = [outputs(operands), outputs(operands)];
    engine.fixedGemm(datapath).run(operands, out);
    referenceFixedGemm(datapath, operands, expected);
    expect(out).toEqual(expected);
  }

  test("all pairs of codes, one product each", () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    const operands = { m: 256, n: 256, k: 1, a: codes, b: codes };
    for (const variant of representativeVariants()) expectReference(buildLnsDatapath(variant), operands);
  });

  test("random shapes, datapaths, codes and orientations", () => {
    const property = fc.property(arbitraryVariant, arbitraryShape, fc.boolean(), (variant, shape, isTransposed) => {
      const operands = randomOperands(shape, variant.bits);
      expectReference(buildLnsDatapath(variant), isTransposed ? transposed(operands) : operands);
    });
    fc.assert(property, { seed: 3, numRuns: 60 });
  });

  test("wide accumulators, to the bit", () => {
    const property = fc.property(arbitraryVariant, arbitraryShape, (variant, shape) => {
      expectReference(buildLnsDatapath({ ...variant, accumulator: "wide" }), randomOperands(shape, variant.bits));
    });
    fc.assert(property, { seed: 4, numRuns: 30 });
  });

  test.each([
    { m: 1025, n: 2, k: 33, seed: 1 },
    { m: 2, n: 1030, k: 70, seed: 2 },
    { m: 3, n: 35, k: 5000, seed: 3 },
    { m: 1026, n: 1030, k: 2080, seed: 4 },
  ])("blocks of a large problem: $m x $n x $k", (shape) => {
    const datapath = buildLnsDatapath(lns8);
    const operands = randomOperands(shape, 8);
    const out = new Int32Array(shape.m * shape.n);
    engine.fixedGemm(datapath).run(operands, out);
    // The corners and a few inner outputs stand for all of them.
    for (const i of [0, 1, 1023, 1024, shape.m - 1].filter((row) => row < shape.m)) {
      const row = { ...operands, m: 1, a: operands.a.subarray(i * shape.k, (i + 1) * shape.k) };
      const expected = new Int32Array(shape.n);
      countingFixedGemm(datapath, row, expected);
      expect(out.subarray(i * shape.n, (i + 1) * shape.n)).toEqual(expected);
    }
  });

  test("a reduction cut into blocks, in every kernel", () => {
    const operands = randomOperands({ m: 3, n: 35, k: 4500, seed: 5 }, 8);
    for (const variant of representativeVariants()) {
      const datapath = buildLnsDatapath({ ...variant, vectorSize: 31 });
      const [out, expected] = [outputs(operands), outputs(operands)];
      engine.fixedGemm(datapath).run(operands, out);
      countingFixedGemm(datapath, operands, expected);
      expect(out).toEqual(expected);
    }
  });

  test("runs of different datapaths and shapes do not disturb each other", () => {
    const variants = representativeVariants().map(buildLnsDatapath);
    const prepared = variants.map((datapath) => engine.fixedGemm(datapath));
    for (const seed of [1, 2, 3]) {
      const operands = randomOperands({ m: 3 * seed, n: 50 - seed, k: 20 * seed, seed }, 8);
      for (const gemm of prepared) {
        const [out, expected] = [outputs(operands), outputs(operands)];
        gemm.run(operands, out);
        referenceFixedGemm(gemm.datapath, operands, expected);
        expect(out).toEqual(expected);
      }
    }
  });
});

test("arrays longer than the shape are allowed, shorter ones are not", () => {
  const gemm = engines[0].fixedGemm(buildLnsDatapath(lns8));
  const a = new Uint8Array(40).fill(120);
  const out = new Int32Array(9).fill(7);
  gemm.run({ m: 2, n: 2, k: 3, a, b: a }, out);
  expect([...out.subarray(4)]).toEqual([7, 7, 7, 7, 7]);
  expect(out[0]).not.toBe(7);
  expect(() => gemm.run({ m: 20, n: 2, k: 3, a, b: a }, out)).toThrow("operand A holds 40 elements, 20 x 3 are needed");
  expect(() => gemm.run({ m: 5, n: 5, k: 3, a, b: a }, out)).toThrow("output holds 9 elements");
  expect(() => gemm.run({ m: 0, n: 5, k: 3, a, b: a }, out)).toThrow("positive integers");
});

test("what cannot hold the result is refused", () => {
  const wide = engines[0].fixedGemm(buildLnsDatapath({ ...lns8, accumulator: "wide" }));
  const a = new Uint8Array(1);
  expect(() => wide.run({ m: 1, n: 1, k: 1, a, b: a }, new Int32Array(1))).toThrow("Float64Array");
  expect(() => wide.run({ m: 1, n: 1, k: 1, a, b: new Uint32Array(1) }, new Float64Array(1))).toThrow("16 bits");
});

/** One datapath for every kernel and table layout. */
function representativeVariants(): LnsVariant[] {
  const rule = { bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" } as const;
  return [
    lns8,
    { ...lns8, accumulator: { ...rule, rounding: "floor" } },
    { ...lns8, accumulator: { ...rule, bits: 12, overflow: "wrap" } },
    { ...lns8, guardBits: 4 },
    { ...lns8, guardBits: 0, accumulator: { ...rule, rounding: "floor", overflow: "wrap" } },
    { ...lns8, guardBits: 0, organisation: "per-lane-lut" },
    { ...lns8, lut: 1, guardBits: 4 },
    { ...lns8, lut: 4, organisation: "per-lane-lut", accumulator: { ...rule, lsb: 20 } },
    { ...lns8, accumulator: "wide" },
  ];
}
