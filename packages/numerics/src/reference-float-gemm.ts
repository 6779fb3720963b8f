import { checkOperands, leftStrides, rightStrides, type FloatGemmOperands } from "./gemm-operands.ts";

/**
 * The binary32 GEMM as it is defined: each output is the sum of its products in ascending order of k, every product and
 * every sum rounded to binary32 (to nearest, ties to even). Slow; what the fast kernel is held against.
 */
export function referenceFloatGemm(operands: FloatGemmOperands, out: Float32Array): void {
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let x = 0; x < k; x++) {
        const product = Math.fround(a[i * left.row + x * left.column] * b[x * right.row + j * right.column]);
        sum = Math.fround(sum + product);
      }
      out[i * n + j] = sum;
    }
  }
}
