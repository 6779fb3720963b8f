import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { arbitraryDatapath, buildDirectDatapath, floatFormat, integerFormat, type DirectVariant } from "../testing/arbitrary-datapath.ts";
import { arbitraryShape, arbitraryVariant, randomFor, randomOperands, transposed } from "../testing/arbitrary-gemm.ts";
import { countingFixedGemm } from "./counting-fixed-gemm.ts";
import { createEngine } from "../engine.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { modulesOf } from "../testing/fixed-modules.ts";
import type { MethodKind } from "./fixed-route.ts";
import type { GemmOperands } from "../gemm-operands.ts";
import { buildLnsDatapath, lns8, type LnsVariant } from "../testing/lns-datapath.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";

const lns8Rule = { bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" } as const;

function square(format: ReturnType<typeof integerFormat>): Pick<DirectVariant, "left" | "right" | "vectorSize"> {
  return { left: format, right: format, vectorSize: 32 };
}

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

  test("every kind of datapath, with and without scales", () => {
    const property = fc.property(arbitraryDatapath, arbitraryShape, fc.boolean(), fc.boolean(), (datapath, shape, isScaled, isTransposed) => {
      const operands = randomFor(datapath, { ...shape, n: 1 + (shape.n % 40) }, isScaled);
      expectReference(datapath, isTransposed ? transposed(operands) : operands);
    });
    fc.assert(property, { seed: 5, numRuns: 120 });
  });

  test.each([
    { name: "LNS of gamma 1", datapath: buildLnsDatapath({ ...lns8, gamma: 1, lut: 1, guardBits: 4, accumulator: { ...lns8Rule, lsb: 232 } }) },
    { name: "LNS of gamma 1, one tree", datapath: buildLnsDatapath({ ...lns8, gamma: 1, lut: 1, organisation: "per-lane-lut", guardBits: 0, accumulator: { ...lns8Rule, lsb: 240 } }) },
    { name: "FP8 E5M2", datapath: buildDirectDatapath({ ...square(floatFormat(5, 2)), cutBits: 30, accumulator: { ...lns8Rule, lsb: 4 } }) },
    { name: "INT16", datapath: buildDirectDatapath({ ...square(integerFormat(16)), cutBits: 0, accumulator: { ...lns8Rule, bits: 32, lsb: 0 } }) },
    { name: "INT16 with a wide LSB", datapath: buildDirectDatapath({ ...square(integerFormat(16)), cutBits: 0, accumulator: { ...lns8Rule, lsb: 10 } }) },
    { name: "FP16 into binary32", datapath: buildDirectDatapath({ ...square(floatFormat(5, 10)), vectorSize: 4, cutBits: 42, accumulator: "binary32" }) },
  ])("formats wider than the sums: $name", ({ datapath }) => {
    for (const isScaled of [false, true]) expectReference(datapath, randomFor(datapath, { m: 5, n: 18, k: 71, seed: 3 }, isScaled));
  });

  test.each(["straight", "swapped"])("every method of a datapath, %s", (side) => {
    const kinds: readonly MethodKind[] = ["records 32", "records 16", "lookup 16", "lookup 8", "values", "pairs", "pairs through", "integers"];
    const factory = new FixedFactory(modulesOf(engine.info.revectorized));
    const met = new Set<string>();
    const property = fc.property(arbitraryDatapath, arbitraryShape, fc.boolean(), fc.constantFrom(...kinds), (datapath, shape, isScaled, wanted) => {
      const operands = randomFor(datapath, { ...shape, m: 1 + (shape.m % 7), n: 1 + (shape.n % 19) }, isScaled);
      const gemm = factory.create(datapath, (kind, isSwapped) => kind === wanted && isSwapped === (side === "swapped"));
      if (!gemm.canRun(operands)) return;
      met.add(wanted);
      const [out, expected] = [outputs(operands), outputs(operands)];
      gemm.run(operands, out);
      referenceFixedGemm(datapath, operands, expected);
      expect(out).toEqual(expected);
    });
    fc.assert(property, { seed: 8, numRuns: 1200 });
    expect([...met].toSorted()).toEqual(kinds.filter((kind) => engine.info.revectorized || kind !== "records 32").toSorted());
  });

  test("wide accumulators, to the bit", () => {
    const property = fc.property(arbitraryVariant, arbitraryShape, (variant, shape) => {
      expectReference(buildLnsDatapath({ ...variant, accumulator: "wide" }), randomOperands(shape, variant.bits));
    });
    fc.assert(property, { seed: 4, numRuns: 30 });
  });

  test.each([
    { m: 961, n: 2, k: 33, seed: 1 },
    { m: 2, n: 966, k: 70, seed: 2 },
    { m: 3, n: 35, k: 5000, seed: 3 },
    { m: 962, n: 966, k: 2080, seed: 4 },
  ])("blocks of a large problem: $m x $n x $k", (shape) => {
    const datapath = buildLnsDatapath(lns8);
    const operands = randomOperands(shape, 8);
    const out = new Int32Array(shape.m * shape.n);
    engine.fixedGemm(datapath).run(operands, out);
    // The corners and a few inner outputs stand for all of them.
    for (const i of [1, 960, shape.m - 1].filter((row) => row < shape.m)) {
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
