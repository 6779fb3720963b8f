import { roundedProduct, roundedSum } from "./round-lanes";

// 2 rows and 16 columns at a time. Operands are packed as for binary32: groups of 4 rows, panels of 16 columns. Straight-line
// code on named locals: the language has no arrays of registers.

/** Adds `depth` products to the sums of two rows, in ascending order. `format` and `exact` are constants where inlined. */
// @ts-ignore: decorator
@inline
function addAscending(left: usize, right: usize, depth: usize, sums0: usize, sums1: usize, format: i32, exact: bool): void {
  let s00 = v128.load(sums0, 0);
  let s01 = v128.load(sums0, 16);
  let s02 = v128.load(sums0, 32);
  let s03 = v128.load(sums0, 48);
  let s10 = v128.load(sums1, 0);
  let s11 = v128.load(sums1, 16);
  let s12 = v128.load(sums1, 32);
  let s13 = v128.load(sums1, 48);
  const end = left + depth * 16;
  while (left < end) {
    const row0 = v128.load(right, 0);
    const row1 = v128.load(right, 16);
    const row2 = v128.load(right, 32);
    const row3 = v128.load(right, 48);
    const factor0 = v128.load32_splat(left, 0);
    s00 = roundedSum(s00, roundedProduct(factor0, row0, format, exact), format);
    s01 = roundedSum(s01, roundedProduct(factor0, row1, format, exact), format);
    s02 = roundedSum(s02, roundedProduct(factor0, row2, format, exact), format);
    s03 = roundedSum(s03, roundedProduct(factor0, row3, format, exact), format);
    const factor1 = v128.load32_splat(left, 4);
    s10 = roundedSum(s10, roundedProduct(factor1, row0, format, exact), format);
    s11 = roundedSum(s11, roundedProduct(factor1, row1, format, exact), format);
    s12 = roundedSum(s12, roundedProduct(factor1, row2, format, exact), format);
    s13 = roundedSum(s13, roundedProduct(factor1, row3, format, exact), format);
    left += 16;
    right += 64;
  }
  v128.store(sums0, s00, 0);
  v128.store(sums0, s01, 16);
  v128.store(sums0, s02, 32);
  v128.store(sums0, s03, 48);
  v128.store(sums1, s10, 0);
  v128.store(sums1, s11, 16);
  v128.store(sums1, s12, 32);
  v128.store(sums1, s13, 48);
}

// @ts-ignore: decorator
@inline
function addRows(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize, format: i32, exact: bool,
): void {
  const strideBytes = stride * 4;
  for (let column: usize = 0; column < columns; column += 16) {
    for (let row: usize = 0; row < rows; row += 2) {
      const tile = sums + row * strideBytes + column * 4;
      const group = left + (row >> 2) * depth * 16 + (row & 2) * 4;
      addAscending(group, right, depth, tile, tile + strideBytes, format, exact);
    }
    right += depth * 64;
  }
}

/**
 * Adds the products of packed operands to `sums`, a row-major matrix with rows of `stride` values, padded to whole groups of 4
 * rows and 16 columns; every product and every sum is rounded to the format.
 */
export function multiplyAscending(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize, format: i32, exact: i32,
): void {
  if (format == 1) {
    if (exact) addRows(left, right, rows, columns, depth, sums, stride, 1, true);
    else addRows(left, right, rows, columns, depth, sums, stride, 1, false);
  } else {
    if (exact) addRows(left, right, rows, columns, depth, sums, stride, 2, true);
    else addRows(left, right, rows, columns, depth, sums, stride, 2, false);
  }
}
