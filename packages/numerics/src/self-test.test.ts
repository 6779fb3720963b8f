import { describe, expect, test } from "vitest";
import { countingFixedGemm } from "./counting-fixed-gemm.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { instantiateKernels, type ClassKernels, type DirectKernels } from "./fixed-kernels.ts";
import { floatSelfTestHash, floatSelfTestOperands, passesFloatSelfTest } from "./float-self-test.ts";
import { KernelDevice } from "./kernel-device.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { compileKernel } from "./kernel-module.ts";
import { referenceFloatGemm } from "./reference-float-gemm.ts";
import { classCases, directCases } from "./self-test-cases.ts";
import { hashOf, passesFixedSelfTest, selfTestOperands } from "./self-test.ts";

test.each([...classCases(), ...directCases()].map((testCase) => ({ ...testCase, id: testCase.hash.toString(16) })))(
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

/** The real kernels of a module, with some of them replaced. */
function damagedFactory(name: "fixed-gemm" | "direct-gemm", damage: Damage): FixedFactory {
  const memory = new KernelMemory();
  const kernels = instantiateKernels<Kernels>(compileKernel(name, false), memory);
  const device = new KernelDevice({ ...kernels, ...damage(kernels, memory) }, memory, false);
  return new FixedFactory({ classes: () => device, direct: () => device });
}

/** Damages of either module: each changes one kernel, most of them in one bit. */
const classDamages: readonly Damage[] = [
  ({ multiplySaturate16 }, memory) => ({
    multiplySaturate16: (records, panel, accumulators, rows, depth) => {
      memory.doubles[panel / 8 + 5] += 1;
      multiplySaturate16(records, panel, accumulators, rows, depth);
    },
  }),
  ({ multiplyLookup8Codes16, multiplyLookup8Codes8 }) => ({ multiplyLookup8Codes8: multiplyLookup8Codes16, multiplyLookup8Codes16: multiplyLookup8Codes8 }),
  ({ setRule }) => ({ setRule: (start, magic, scale, highest, lowest, period) => setRule(start, magic, scale, highest - 1, lowest, period) }),
  () => ({ accumulateSums: () => {} }),
  ({ multiplyCutSums }) => ({ multiplyCutSums: (left, panel, _, sums, rows, depth) => multiplyCutSums(left, panel, panel, sums, rows, depth) }),
  ({ setScaledRule }) => ({ setScaledRule: (unit) => setScaledRule(unit, 0) }),
  ({ enterReals }) => ({ enterReals: (sums, to, rows, width, left, right, kind) => enterReals(sums, to, rows, width, left && right, right, kind) }),
  () => ({ storeRealsTransposed: () => {} }),
];
const directDamages: readonly Damage[] = [
  ({ multiplyValuesSums }) => ({ multiplyValuesSaturate: multiplyValuesSums }),
  ({ multiplyPairs }) => ({ multiplyPairs: (left, panel, sums, rows, pairs) => multiplyPairs(left, panel, sums, rows, pairs - 1) }),
  ({ enterInt32 }) => ({ enterInt32: (sums, to, count, shift, _, bits, wraps) => enterInt32(sums, to, count, shift, 0, bits, wraps) }),
  ({ expandIntegers8 }) => ({ expandIntegers8: (codes, depthStride, lineStride, depth, columns, classes, table, panel) => expandIntegers8(codes + 1, depthStride, lineStride, depth, columns, classes, table, panel) }),
  () => ({ storeInt32Transposed: () => {} }),
];

describe.each([
  { name: "fixed-gemm", cases: classCases(), damages: classDamages },
  { name: "direct-gemm", cases: directCases(), damages: directDamages },
] as const)("$name", ({ name, cases, damages }) => {
  test("passes as it is, and fails with any kernel damaged", () => {
    expect(passesFixedSelfTest(damagedFactory(name, () => ({})), cases)).toBe(true);
    expect(damages.map((damage) => passesFixedSelfTest(damagedFactory(name, damage), cases))).toEqual(damages.map(() => false));
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
