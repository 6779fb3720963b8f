import { step } from "./float-step";

/**
 * Adds `depth` products to one tile of 4 x 16 sums: for the revectorizer, whose registers hold it in half as many.
 * Straight-line code on named locals: the language has no arrays of registers.
 */
// @ts-ignore: decorator
@inline
export function multiplyTile16(left: usize, right: usize, depth: usize, sums: usize, strideBytes: usize): void {
  const sums1 = sums + strideBytes;
  const sums2 = sums + 2 * strideBytes;
  const sums3 = sums + 3 * strideBytes;
  let s00 = v128.load(sums);
  let s01 = v128.load(sums, 16);
  let s02 = v128.load(sums, 32);
  let s03 = v128.load(sums, 48);
  let s10 = v128.load(sums1);
  let s11 = v128.load(sums1, 16);
  let s12 = v128.load(sums1, 32);
  let s13 = v128.load(sums1, 48);
  let s20 = v128.load(sums2);
  let s21 = v128.load(sums2, 16);
  let s22 = v128.load(sums2, 32);
  let s23 = v128.load(sums2, 48);
  let s30 = v128.load(sums3);
  let s31 = v128.load(sums3, 16);
  let s32 = v128.load(sums3, 32);
  let s33 = v128.load(sums3, 48);
  const end = left + depth * 16;
  while (left < end) {
    const row0 = v128.load(right);
    const row1 = v128.load(right, 16);
    const row2 = v128.load(right, 32);
    const row3 = v128.load(right, 48);
    const factor0 = v128.load32_splat(left);
    s00 = step(s00, factor0, row0);
    s01 = step(s01, factor0, row1);
    s02 = step(s02, factor0, row2);
    s03 = step(s03, factor0, row3);
    const factor1 = v128.load32_splat(left, 4);
    s10 = step(s10, factor1, row0);
    s11 = step(s11, factor1, row1);
    s12 = step(s12, factor1, row2);
    s13 = step(s13, factor1, row3);
    const factor2 = v128.load32_splat(left, 8);
    s20 = step(s20, factor2, row0);
    s21 = step(s21, factor2, row1);
    s22 = step(s22, factor2, row2);
    s23 = step(s23, factor2, row3);
    const factor3 = v128.load32_splat(left, 12);
    s30 = step(s30, factor3, row0);
    s31 = step(s31, factor3, row1);
    s32 = step(s32, factor3, row2);
    s33 = step(s33, factor3, row3);
    left += 16;
    right += 64;
  }
  v128.store(sums, s00);
  v128.store(sums, s01, 16);
  v128.store(sums, s02, 32);
  v128.store(sums, s03, 48);
  v128.store(sums1, s10);
  v128.store(sums1, s11, 16);
  v128.store(sums1, s12, 32);
  v128.store(sums1, s13, 48);
  v128.store(sums2, s20);
  v128.store(sums2, s21, 16);
  v128.store(sums2, s22, 32);
  v128.store(sums2, s23, 48);
  v128.store(sums3, s30);
  v128.store(sums3, s31, 16);
  v128.store(sums3, s32, 32);
  v128.store(sums3, s33, 48);
}
