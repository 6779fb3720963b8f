import { describe, expect, test } from "vitest";
import { countingFixedGemm } from "../fixed/counting-fixed-gemm.ts";
import { FixedFactory } from "../fixed/fixed-factory.ts";
import { instantiateKernels, type ClassKernels, type DirectKernels, type RuleKernels } from "../fixed/fixed-kernels.ts";
import { floatSelfTestHash, floatSelfTestOperands, passesFloatSelfTest } from "./float-self-test.ts";
import { KernelDevice } from "../kernels/kernel-device.ts";
import { KernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernel } from "../kernels/kernel-module.ts";
import { referenceFloatGemm } from "../float/reference-float-gemm.ts";
import { moduleOf } from "../fixed/fixed-modules.ts";
import type { KernelGroup } from "../fixed/fixed-route.ts";
import { selfTestCases } from "./self-test-cases.ts";
import { hashOf, passesFixedSelfTest, selfTestOperands } from "./self-test.ts";

const groups: readonly KernelGroup[] = ["records", "lookup", "sums", "reals", "values", "pairs", "integers", "direct reals"];

test.each(groups.flatMap((group) => selfTestCases(group)).map((testCase) => ({ ...testCase, id: testCase.hash.toString(16) })))(
  "the stored hash $id is that of the definition, and accumulators do overflow ($methods)",
  ({ datapath, isScaled, hash, methods }) => {
    const out = new Float64Array(256 * 256);
    const counts = countingFixedGemm(datapath, selfTestOperands(isScaled), out);
    expect(hashOf(out)).toBe(hash);
    const { accumulator } = datapath;
    const isThrough = methods.includes("pairs through");
    if (typeof accumulator !== "string" && accumulator.bits !== 20 && !isThrough) expect(counts.saturations).toBeGreaterThan(1000);
    if (datapath.cutBits > 0) expect(counts.cutTerms).toBeGreaterThan(1000);
  },
);

test("the stored hash of binary32 is that of the reference", () => {
  const sums = new Float32Array(64 * 64);
  referenceFloatGemm(floatSelfTestOperands(), sums);
  expect(hashOf(sums)).toBe(floatSelfTestHash);
});

type Kernels = ClassKernels & DirectKernels;
type Damage = (kernels: Kernels, memory: KernelMemory) => Partial<Kernels>;

/** The real kernels of a group, with some of them replaced. */
function damagedFactory(group: KernelGroup, damage: Damage): FixedFactory {
  const memory = new KernelMemory();
  const module = compileKernel(moduleOf(group), false);
  const kernels = instantiateKernels<Kernels>(module, memory);
  const device = new KernelDevice<RuleKernels>({ ...kernels, ...damage(kernels, memory) }, memory, false, module);
  return new FixedFactory({ isRevectorized: false, device: () => device });
}

/** Damages that a group's self-test must notice: each changes one kernel, most of them in little. */
const damages: { readonly [group in KernelGroup]: readonly Damage[] } = {
  records: [
    ({ multiplySaturate16 }, memory) => ({
      multiplySaturate16: (records, panel, accumulators, rows, depth) => {
        memory.doubles[panel / 8 + 5] += 1;
        multiplySaturate16(records, panel, accumulators, rows, depth);
      },
    }),
    ({ setRule }) => ({ setRule: (start, magic, scale, highest, lowest, period) => setRule(start, magic, scale, highest - 1, lowest, period) }),
    () => ({ storeIntegersTransposed: () => {} }),
  ],
  lookup: [
    ({ multiplyLookup8Codes8 }) => ({ multiplyLookup8Codes8: (codes, lines, steps, rows, depth, ...rest) => multiplyLookup8Codes8(codes, lines, steps, rows, depth - 1, ...rest) }),
    ({ multiplyLookup16Codes8 }) => ({ multiplyLookup16Codes8: (codes, lines, steps, rows, ...rest) => multiplyLookup16Codes8(codes, lines, steps, rows - 2, ...rest) }),
  ],
  sums: [
    () => ({ accumulateSums: () => {} }),
    ({ multiplyCutWholeSums }) => ({ multiplyCutWholeSums: (left, panel, tails, sums, rows, depth) => multiplyCutWholeSums(left, panel, tails, sums, rows, depth, 0) }),
    ({ multiplyCutSums }) => ({ multiplyCutSums: (left, panel, _, sums, rows, depth) => multiplyCutSums(left, panel, panel, sums, rows, depth) }),
    () => ({ storeRealsTransposed: () => {} }),
  ],
  reals: [
    ({ setScaledRule }) => ({ setScaledRule: (unit) => setScaledRule(unit, 0) }),
    ({ enterReals }) => ({ enterReals: (sums, to, rows, width, left, right, kind) => enterReals(sums, to, rows, width, left && right, right, kind) }),
    ({ enterReals }) => ({ enterReals: (sums, to, rows, width, left, right, kind) => enterReals(sums, to, rows, width, left, right, kind === 2 ? 3 : kind) }),
  ],
  values: [({ multiplyValuesSums }) => ({ multiplyValuesSaturate: multiplyValuesSums }), ({ multiplyCutValues }) => ({ multiplyCutValues: (left, panel, tails, sums, rows, depth) => multiplyCutValues(left, panel, tails, sums, rows - 4, depth) })],
  pairs: [
    ({ multiplyPairs }) => ({ multiplyPairs: (left, panel, sums, rows, pairs) => multiplyPairs(left, panel, sums, rows, pairs - 1) }),
    ({ enterInt32 }) => ({ enterInt32: (sums, to, count, shift, _, bits, wraps) => enterInt32(sums, to, count, shift, 0, bits, wraps) }),
    () => ({ storeInt32Transposed: () => {} }),
  ],
  integers: [
    ({ expandIntegers8 }) => ({ expandIntegers8: (codes, depthStride, lineStride, depth, columns, classes, table, panel) => expandIntegers8(codes + 1, depthStride, lineStride, depth, columns, classes, table, panel) }),
  ],
  "direct reals": [({ enterIntegers }) => ({ enterIntegers: (sums, to, rows, width, left, _, kind) => enterIntegers(sums, to, rows, width, left, left, kind) }), ({ multiplyValuesSums }) => ({ multiplyCutValues: (left, panel, _, sums, rows, depth) => multiplyValuesSums(left, panel, sums, rows, depth) })],
};

describe.each(groups)("%s", (group) => {
  test("passes as it is, and fails with any kernel damaged", () => {
    const cases = selfTestCases(group);
    for (const bytes of [1, 2] as const) expect(passesFixedSelfTest(damagedFactory(group, () => ({})), cases, bytes)).toBe(true);
    const verdicts = damages[group].map((damage) => passesFixedSelfTest(damagedFactory(group, damage), cases, 1));
    expect(verdicts).toEqual(damages[group].map(() => false));
  });
});

test("a binary32 GEMM that fuses or reorders fails", () => {
  expect(passesFloatSelfTest({ run: referenceFloatGemm })).toBe(true);
  expect(passesFloatSelfTest({ run: (operands, out) => sumIn(operands, out, (sum, x, y) => Math.fround(sum + x * y)) })).toBe(false);
});

function sumIn(
  { m, n, k, a, b }: { m: number; n: number; k: number; a: Float32Array; b: Float32Array },
  out: Float32Array,
  add: (sum: number, x: number, y: number) => number,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let x = 0; x < k; x++) sum = add(sum, a[i * k + x], b[x * n + j]);
      out[i * n + j] = sum;
    }
  }
}
