import type { FloatGemm } from "./gemm.ts";
import type { FloatGemmOperands } from "./gemm-operands.ts";
import { hashOf } from "./self-test.ts";

/** Hash of the reference's binary32 results. */
export const floatSelfTestHash = 0x8a6e873f;

/** Calls every binary32 kernel, with little work. */
export function warmUpFloat(gemm: FloatGemm): void {
  const operands = { m: 2, n: 2, k: 2, a: new Float32Array(4), b: new Float32Array(4) };
  for (let call = 0; call < 2; call++) gemm.run(operands, new Float32Array(4));
}

/** True when the binary32 kernels round every product and every sum. */
export function passesFloatSelfTest(gemm: Pick<FloatGemm, "run">): boolean {
  const operands = floatSelfTestOperands();
  const out = new Float32Array(operands.m * operands.n);
  gemm.run(operands, out);
  return hashOf(out) === floatSelfTestHash;
}

/** Values with 24-bit significands, so that nearly every product and every sum is rounded. */
export function floatSelfTestOperands(): FloatGemmOperands {
  const size = 64;
  const value = (index: number): number => (Math.imul(index + 1, 0x9e3779b1) >> 8) / 0x80_0000;
  const a = Float32Array.from({ length: size * size }, (_, index) => value(index));
  const b = Float32Array.from({ length: size * size }, (_, index) => value(index + 0x4000));
  return { m: size, n: size, k: size, a, b };
}
