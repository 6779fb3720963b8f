// Panel row (k, class) holds, for `width` columns, the product of a left factor of 1 with the right codes of row k.
// The table holds the classes of one right code side by side, padded to an even number.

/** Writes `depth` x `classes` rows; columns from `columns` on keep what they hold. */
// @ts-ignore: decorator
@inline
function expandPanel<Code>(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, width: usize, table: usize, panel: usize,
): void {
  columnStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  const rowBytes = width * 8;
  const entryBytes = classes * 8;
  for (let k: usize = 0; k < depth; k++) {
    let code = codes + k * depthStride;
    for (let column: usize = 0; column < columns; column += 2) {
      const next = code + (column + 1 < columns ? columnStride : 0);
      let left = table + <usize>load<Code>(code) * entryBytes;
      let right = table + <usize>load<Code>(next) * entryBytes;
      let row = panel + column * 8;
      const end = left + entryBytes;
      while (left < end) {
        const l = v128.load(left);
        const r = v128.load(right);
        v128.store(row, v128.shuffle<f64>(l, r, 0, 2));
        v128.store(row + rowBytes, v128.shuffle<f64>(l, r, 1, 3));
        left += 16;
        right += 16;
        row += 2 * rowBytes;
      }
      code += 2 * columnStride;
    }
    panel += classes * rowBytes;
  }
}

export function expandPanel8(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, width: usize, table: usize, panel: usize,
): void {
  expandPanel<u8>(codes, depthStride, columnStride, depth, columns, classes, width, table, panel);
}

export function expandPanel16(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, width: usize, table: usize, panel: usize,
): void {
  expandPanel<u16>(codes, depthStride, columnStride, depth, columns, classes, width, table, panel);
}
