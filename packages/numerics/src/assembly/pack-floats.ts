/** Rows of one tile of outputs, which stays in registers while k runs. */
export const tileRows: usize = 4;

/** Packs rows x depth values as groups of 4 rows, k by k; missing rows are zero. */
export function packLeft(
  values: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize, packed: usize,
): void {
  for (let first: usize = 0; first < rows; first += tileRows) {
    for (let k: usize = 0; k < depth; k++) {
      const from = values + (first * rowStride + k * depthStride) * 4;
      for (let row: usize = 0; row < tileRows; row++) {
        store<f32>(packed, first + row < rows ? load<f32>(from + row * rowStride * 4) : 0);
        packed += 4;
      }
    }
  }
}

/** Packs depth x columns values as panels of `width` columns, k by k; missing columns are zero. */
export function packRight(
  values: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, width: usize, packed: usize,
): void {
  for (let first: usize = 0; first < columns; first += width) {
    const count = min(width, columns - first);
    for (let k: usize = 0; k < depth; k++) {
      let from = values + (k * depthStride + first * columnStride) * 4;
      for (let column: usize = 0; column < count; column++) {
        store<f32>(packed + column * 4, load<f32>(from));
        from += columnStride * 4;
      }
      for (let column = count; column < width; column++) store<f32>(packed + column * 4, 0);
      packed += width * 4;
    }
  }
}
