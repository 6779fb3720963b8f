// The binary32 GEMM: every product and every sum is rounded, in ascending order of k. Built without relaxed
// operations: nothing here may be fused.
import { multiplyTile16 } from "./multiply-tile-16";
import { multiplyTile8 } from "./multiply-tile-8";
import { tileRows } from "./pack-floats";

export { packLeft, packRight } from "./pack-floats";

/**
 * Adds the products of packed operands to `sums`, a row-major matrix with rows of `stride` values, padded to whole
 * tiles of 4 rows and 16 columns.
 */
export function multiply16(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize,
): void {
  for (let column: usize = 0; column < columns; column += 16) {
    let group = left;
    for (let row: usize = 0; row < rows; row += tileRows) {
      multiplyTile16(group, right, depth, sums + (row * stride + column) * 4, stride * 4);
      group += depth * tileRows * 4;
    }
    right += depth * 64;
  }
}

/** The same for tiles of 8 columns. */
export function multiply8(
  left: usize, right: usize, rows: usize, columns: usize, depth: usize, sums: usize, stride: usize,
): void {
  for (let column: usize = 0; column < columns; column += 8) {
    let group = left;
    for (let row: usize = 0; row < rows; row += tileRows) {
      multiplyTile8(group, right, depth, sums + (row * stride + column) * 4, stride * 4);
      group += depth * tileRows * 4;
    }
    right += depth * 32;
  }
}

/** Copies the rows x columns that count out of the padded matrix. */
export function copyRows(sums: usize, stride: usize, rows: usize, columns: usize, out: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(out, sums, columns * 4);
    sums += stride * 4;
    out += columns * 4;
  }
}
