import { expect, test } from "vitest";
import { FixedDevice } from "./fixed-device.ts";
import { FixedFactory } from "./fixed-factory.ts";
import { instantiateFixedKernels, type FixedKernels } from "./fixed-kernels.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { compileKernel } from "./kernel-module.ts";
import { referenceFixedGemm } from "./reference-fixed-gemm.ts";
import { referenceFloatGemm } from "./reference-float-gemm.ts";
import {
  floatSelfTestHash,
  floatSelfTestOperands,
  hashOf,
  passesFixedSelfTest,
  passesFloatSelfTest,
  selfTestCases,
  selfTestOperands,
} from "./self-test.ts";

test("the stored hashes are those of the reference, and accumulators do overflow", () => {
  for (const { datapath, hash } of selfTestCases()) {
    const out = new Float64Array(256 * 256);
    const counts = referenceFixedGemm(datapath, selfTestOperands(), out);
    expect(hashOf(out)).toBe(hash);
    if (typeof datapath.accumulator !== "string" && datapath.accumulator.bits !== 20) expect(counts.saturations).toBeGreaterThan(1000);
    if (datapath.cutBits > 0) expect(counts.cutTerms).toBeGreaterThan(1000);
  }
  const sums = new Float32Array(64 * 64);
  referenceFloatGemm(floatSelfTestOperands(), sums);
  expect(hashOf(sums)).toBe(floatSelfTestHash);
});

/** The real kernels, with some of them replaced. */
function damagedFactory(replace: (kernels: FixedKernels, memory: KernelMemory) => Partial<FixedKernels>): FixedFactory {
  const memory = new KernelMemory();
  const kernels = instantiateFixedKernels(compileKernel("fixed-gemm", false), memory);
  return new FixedFactory(new FixedDevice({ ...kernels, ...replace(kernels, memory) }, memory, 16));
}

test("a kernel that is wrong in one bit fails", () => {
  expect(passesFixedSelfTest(damagedFactory(() => ({})))).toBe(true);
  const damages: ((kernels: FixedKernels, memory: KernelMemory) => Partial<FixedKernels>)[] = [
    (kernels, memory) => ({
      multiplySaturate16: (records, panel, accumulators, rows, depth) => {
        memory.doubles[panel / 8 + 5] += 1;
        kernels.multiplySaturate16(records, panel, accumulators, rows, depth);
      },
    }),
    (kernels) => ({ setRule: (start, magic, scale, highest, lowest, period) => kernels.setRule(start, magic, scale, highest - 1, lowest, period) }),
    () => ({ accumulateSums: () => {} }),
    (kernels) => ({
      multiplyCutSums: (records, panel, tails, sums, rows, depth) => kernels.multiplyCutSums(records, panel, tails, sums, rows, depth, 0),
    }),
  ];
  expect(damages.map((damage) => passesFixedSelfTest(damagedFactory(damage)))).toEqual(damages.map(() => false));
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
