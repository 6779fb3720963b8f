import { fifthConstant, firstConstant, fourthConstant, round, roundedProduct, secondConstant, sixthConstant, thirdConstant } from "./round-lanes";

// 2 rows and 16 columns at a time. Operands are packed as for binary32: groups of 4 rows, panels of 16 columns. Straight-line
// code on named locals: the language has no arrays of registers.

/** Adds `depth` products to the sums of two rows, in ascending order. `format` and `exact` are constants where inlined. */
// @ts-ignore: decorator
@inline
function addAscending(left: usize, right: usize, depth: usize, sums0: usize, sums1: usize, format: i32, exact: bool): void {
  const c1 = firstConstant(format);
  const c2 = secondConstant(format);
  const c3 = thirdConstant(format);
  const c4 = fourthConstant();
  const c5 = fifthConstant();
  const c6 = sixthConstant();
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
    s00 = round(f32x4.add(s00, roundedProduct(factor0, row0, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s01 = round(f32x4.add(s01, roundedProduct(factor0, row1, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s02 = round(f32x4.add(s02, roundedProduct(factor0, row2, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s03 = round(f32x4.add(s03, roundedProduct(factor0, row3, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    const factor1 = v128.load32_splat(left, 4);
    s10 = round(f32x4.add(s10, roundedProduct(factor1, row0, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s11 = round(f32x4.add(s11, roundedProduct(factor1, row1, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s12 = round(f32x4.add(s12, roundedProduct(factor1, row2, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
    s13 = round(f32x4.add(s13, roundedProduct(factor1, row3, format, exact, c1, c2, c3, c4, c5, c6)), format, c1, c2, c3, c4, c5, c6);
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
