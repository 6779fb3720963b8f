// The binary32 GEMM: every product and every sum is rounded, in ascending order of k. Built without relaxed
// operations: nothing here may be fused.
import { multiplyTile16 } from "./multiply-tile-16";
import { multiplyTile8 } from "./multiply-tile-8";
import { tileRows } from "./pack-floats";

export { copyRows } from "./copy-rows";
export { packLeft, packRight } from "./pack-floats";

/**
 * Adds the products of packed operands to `sums`, a row-major matrix with rows of `stride` values, padded to whole
 * tiles of 4 rows and 16 columns.
 */
export function multiply16(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize,
): void {
  multiplyTiles(left, right, rows, columns, depth, sums, stride, 16);
}

/** The same for tiles of 8 columns. */
export function multiply8(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize,
): void {
  multiplyTiles(left, right, rows, columns, depth, sums, stride, 8);
}

/** `width`, 8 or 16, is a constant where inlined. */
// @ts-ignore: decorator
@inline
function multiplyTiles(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize, width: usize,
): void {
  for (let column: usize = 0; column < columns; column += width) {
    let group = left;
    for (let row: usize = 0; row < rows; row += tileRows) {
      const tile = sums + (row * stride + column) * 4;
      if (width == 16) multiplyTile16(group, right, depth, tile, stride * 4);
      else multiplyTile8(group, right, depth, tile, stride * 4);
      group += depth * tileRows * 4;
    }
    right += depth * width * 4;
  }
}
