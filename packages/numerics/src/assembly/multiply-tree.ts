import { fifthConstant, firstConstant, fourthConstant, round, roundedProduct, secondConstant, sixthConstant, thirdConstant } from "./round-lanes";

// Pairwise sums of vectors, 1 row and 16 columns at a time. Of the products of a vector, neighbours are added, then
// neighbours of those sums, and so on; what has no neighbour waits for the next level. Read in order, product x completes as
// many levels as x has trailing ones, so that one waiting sum per level is enough: they lie in `levels`, 64 bytes each.

/** Adds the sum of one vector of `count` products to the sums of one row. */
// @ts-ignore: decorator
@inline
function addVector(left: usize, right: usize, count: usize, sums: usize, levels: usize, format: i32, exact: bool): void {
  const c1 = firstConstant(format);
  const c2 = secondConstant(format);
  const c3 = thirdConstant(format);
  const c4 = fourthConstant();
  const c5 = fifthConstant();
  const c6 = sixthConstant();
  for (let x: usize = 0; x < count; x++) {
    const factor = v128.load32_splat(left);
    let p0 = roundedProduct(factor, v128.load(right, 0), format, exact, c1, c2, c3, c4, c5, c6);
    let p1 = roundedProduct(factor, v128.load(right, 16), format, exact, c1, c2, c3, c4, c5, c6);
    let p2 = roundedProduct(factor, v128.load(right, 32), format, exact, c1, c2, c3, c4, c5, c6);
    let p3 = roundedProduct(factor, v128.load(right, 48), format, exact, c1, c2, c3, c4, c5, c6);
    let level = levels;
    for (let odd = x; odd & 1; odd >>= 1) {
      p0 = round(f32x4.add(v128.load(level, 0), p0), format, c1, c2, c3, c4, c5, c6);
      p1 = round(f32x4.add(v128.load(level, 16), p1), format, c1, c2, c3, c4, c5, c6);
      p2 = round(f32x4.add(v128.load(level, 32), p2), format, c1, c2, c3, c4, c5, c6);
      p3 = round(f32x4.add(v128.load(level, 48), p3), format, c1, c2, c3, c4, c5, c6);
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
    t0 = round(f32x4.add(v128.load(level, 0), t0), format, c1, c2, c3, c4, c5, c6);
    t1 = round(f32x4.add(v128.load(level, 16), t1), format, c1, c2, c3, c4, c5, c6);
    t2 = round(f32x4.add(v128.load(level, 32), t2), format, c1, c2, c3, c4, c5, c6);
    t3 = round(f32x4.add(v128.load(level, 48), t3), format, c1, c2, c3, c4, c5, c6);
  }
  v128.store(sums, round(f32x4.add(v128.load(sums, 0), t0), format, c1, c2, c3, c4, c5, c6), 0);
  v128.store(sums, round(f32x4.add(v128.load(sums, 16), t1), format, c1, c2, c3, c4, c5, c6), 16);
  v128.store(sums, round(f32x4.add(v128.load(sums, 32), t2), format, c1, c2, c3, c4, c5, c6), 32);
  v128.store(sums, round(f32x4.add(v128.load(sums, 48), t3), format, c1, c2, c3, c4, c5, c6), 48);
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
