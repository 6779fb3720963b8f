import { roundedProduct, roundedSum } from "./round-lanes";

// Pairwise sums of vectors, 1 row and 16 columns at a time. Of the products of a vector, neighbours are added, then
// neighbours of those sums, and so on; what has no neighbour waits for the next level. Read in order, product x completes as
// many levels as x has trailing ones, so that one waiting sum per level is enough: they lie in `levels`, 64 bytes each.

/** Adds the sum of one vector of `count` products to the sums of one row. */
// @ts-ignore: decorator
@inline
function addVector(left: usize, right: usize, count: usize, sums: usize, levels: usize, format: i32, exact: bool): void {
  for (let x: usize = 0; x < count; x++) {
    const factor = v128.load32_splat(left);
    let p0 = roundedProduct(factor, v128.load(right, 0), format, exact);
    let p1 = roundedProduct(factor, v128.load(right, 16), format, exact);
    let p2 = roundedProduct(factor, v128.load(right, 32), format, exact);
    let p3 = roundedProduct(factor, v128.load(right, 48), format, exact);
    let level = levels;
    for (let odd = x; odd & 1; odd >>= 1) {
      p0 = roundedSum(v128.load(level, 0), p0, format);
      p1 = roundedSum(v128.load(level, 16), p1, format);
      p2 = roundedSum(v128.load(level, 32), p2, format);
      p3 = roundedSum(v128.load(level, 48), p3, format);
      level += 64;
    }
    v128.store(level, p0, 0);
    v128.store(level, p1, 16);
    v128.store(level, p2, 32);
    v128.store(level, p3, 48);
    left += 16;
    right += 64;
  }
  // The waiting sums, from the last products to the first.
  let level = levels;
  let waiting = count;
  while (!(waiting & 1)) {
    level += 64;
    waiting >>= 1;
  }
  let t0 = v128.load(level, 0);
  let t1 = v128.load(level, 16);
  let t2 = v128.load(level, 32);
  let t3 = v128.load(level, 48);
  for (waiting >>= 1, level += 64; waiting; waiting >>= 1, level += 64) {
    if (!(waiting & 1)) continue;
    t0 = roundedSum(v128.load(level, 0), t0, format);
    t1 = roundedSum(v128.load(level, 16), t1, format);
    t2 = roundedSum(v128.load(level, 32), t2, format);
    t3 = roundedSum(v128.load(level, 48), t3, format);
  }
  v128.store(sums, roundedSum(v128.load(sums, 0), t0, format), 0);
  v128.store(sums, roundedSum(v128.load(sums, 16), t1, format), 16);
  v128.store(sums, roundedSum(v128.load(sums, 32), t2, format), 32);
  v128.store(sums, roundedSum(v128.load(sums, 48), t3, format), 48);
}

// @ts-ignore: decorator
@inline
function addRows(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, vectorSize: usize,
  sums: usize, stride: usize, levels: usize, format: i32, exact: bool,
): void {
  for (let column: usize = 0; column < columns; column += 16) {
    for (let row: usize = 0; row < rows; row++) {
      const tile = sums + (row * stride + column) * 4;
      const group = left + (row >> 2) * depth * 16 + (row & 3) * 4;
      for (let first: usize = 0; first < depth; first += vectorSize) {
        const count = min(vectorSize, depth - first);
        addVector(group + first * 16, right + first * 64, count, tile, levels, format, exact);
      }
    }
    right += depth * 64;
  }
}

/** As multiplyAscending, vector by vector of pairwise sums; `levels` has room for 64 bytes per level of a vector, and one more. */
export function multiplyTree(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, vectorSize: usize,
  sums: usize, stride: usize, levels: usize, format: i32, exact: i32,
): void {
  if (format == 0) {
    addRows(left, right, rows, columns, depth, vectorSize, sums, stride, levels, 0, true);
  } else if (format == 1) {
    if (exact) addRows(left, right, rows, columns, depth, vectorSize, sums, stride, levels, 1, true);
    else addRows(left, right, rows, columns, depth, vectorSize, sums, stride, levels, 1, false);
  } else {
    if (exact) addRows(left, right, rows, columns, depth, vectorSize, sums, stride, levels, 2, true);
    else addRows(left, right, rows, columns, depth, vectorSize, sums, stride, levels, 2, false);
  }
}
