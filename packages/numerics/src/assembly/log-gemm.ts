// The log-domain GEMM: one row of A times one panel of 32 columns of B a call.
import { leftBytes } from "./log-pack";
import { codesOf, largest, sumLogarithm, sumSign, zeroResult } from "./log-rule";

export { setLogRule } from "./log-rule";
export { packDenseRow, packPanel, packSparseRow } from "./log-pack";
export { multiplyTree } from "./log-tree";

/** The product's logarithm where the operands are not zero, the smallest number where the right one is. */
// @ts-ignore: decorator
@inline
function product(left: v128, logarithms: v128, ceilings: v128): v128 {
  return i16x8.min_s(i16x8.max_s(i16x8.add(left, logarithms), i16x8.splat(<i16>-largest)), ceilings);
}

/**
 * 32 sums in ascending order of the reduction: `count` packed non-zero left operands times the rows of the panel that they
 * name. Four chains of sums run side by side, because each waits for its own result.
 */
export function multiplyAscending(left: usize, count: usize, panel: usize, out: usize): void {
  let x0 = i16x8.splat(<i16>zeroResult);
  let x1 = x0;
  let x2 = x0;
  let x3 = x0;
  let s0 = i16x8.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = left + count * leftBytes;
  for (; left < end; left += leftBytes) {
    const row = panel + <usize>load<u32>(left);
    const logarithm = v128.load_splat<u16>(left, 4);
    const sign = v128.load_splat<u16>(left, 6);
    const y0 = product(logarithm, v128.load(row), v128.load(row, 128));
    const o0 = v128.xor(v128.xor(sign, v128.load(row, 64)), s0);
    s0 = sumSign(x0, y0, s0, o0);
    x0 = sumLogarithm(x0, y0, o0);
    const y1 = product(logarithm, v128.load(row, 16), v128.load(row, 144));
    const o1 = v128.xor(v128.xor(sign, v128.load(row, 80)), s1);
    s1 = sumSign(x1, y1, s1, o1);
    x1 = sumLogarithm(x1, y1, o1);
    const y2 = product(logarithm, v128.load(row, 32), v128.load(row, 160));
    const o2 = v128.xor(v128.xor(sign, v128.load(row, 96)), s2);
    s2 = sumSign(x2, y2, s2, o2);
    x2 = sumLogarithm(x2, y2, o2);
    const y3 = product(logarithm, v128.load(row, 48), v128.load(row, 176));
    const o3 = v128.xor(v128.xor(sign, v128.load(row, 112)), s3);
    s3 = sumSign(x3, y3, s3, o3);
    x3 = sumLogarithm(x3, y3, o3);
  }
  v128.store(out, codesOf(x0, s0));
  v128.store(out, codesOf(x1, s1), 16);
  v128.store(out, codesOf(x2, s2), 32);
  v128.store(out, codesOf(x3, s3), 48);
}
