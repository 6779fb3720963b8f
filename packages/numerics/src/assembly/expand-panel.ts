// Panel row (k, class) holds, for `width` columns, the product of a left factor of 1 with the right codes of row k.
// The table holds the classes of one right code side by side, padded to an even number.

/** Two classes of two neighbouring columns: a 2 x 2 transposition. */
// @ts-ignore: decorator
@inline
function expandQuad(left: usize, right: usize, row: usize, rowBytes: usize): void {
  const l = v128.load(left);
  const r = v128.load(right);
  v128.store(row, v128.shuffle<f64>(l, r, 0, 2));
  v128.store(row + rowBytes, v128.shuffle<f64>(l, r, 1, 3));
}

/** All classes of two neighbouring columns; the usual eight without a loop. */
// @ts-ignore: decorator
@inline
function expandPair(left: usize, right: usize, row: usize, classes: usize, rowBytes: usize): void {
  if (classes == 8) {
    expandQuad(left, right, row, rowBytes);
    expandQuad(left + 16, right + 16, row + 2 * rowBytes, rowBytes);
    expandQuad(left + 32, right + 32, row + 4 * rowBytes, rowBytes);
    expandQuad(left + 48, right + 48, row + 6 * rowBytes, rowBytes);
    return;
  }
  for (let pair: usize = 0; pair < classes; pair += 2) {
    expandQuad(left + pair * 8, right + pair * 8, row + pair * rowBytes, rowBytes);
  }
}

/** Writes `depth` x `classes` rows; columns from `columns` on keep what they hold. `rowBytes` is a constant where inlined. */
// @ts-ignore: decorator
@inline
function expandRows<Code>(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, rowBytes: usize, table: usize, panel: usize,
): void {
  columnStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let k: usize = 0; k < depth; k++) {
    let code = codes + k * depthStride;
    for (let column: usize = 0; column < columns; column += 2) {
      const next = code + (column + 1 < columns ? columnStride : 0);
      const left = table + <usize>load<Code>(code) * classes * 8;
      const right = table + <usize>load<Code>(next) * classes * 8;
      expandPair(left, right, panel + column * 8, classes, rowBytes);
      code += 2 * columnStride;
    }
    panel += classes * rowBytes;
  }
}

export function expandPanel8(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, width: usize, table: usize, panel: usize,
): void {
  if (width == 8) expandRows<u8>(codes, depthStride, columnStride, depth, columns, classes, 64, table, panel);
  else if (width == 16) expandRows<u8>(codes, depthStride, columnStride, depth, columns, classes, 128, table, panel);
  else expandRows<u8>(codes, depthStride, columnStride, depth, columns, classes, 256, table, panel);
}

export function expandPanel16(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, width: usize, table: usize, panel: usize,
): void {
  if (width == 8) expandRows<u16>(codes, depthStride, columnStride, depth, columns, classes, 64, table, panel);
  else if (width == 16) expandRows<u16>(codes, depthStride, columnStride, depth, columns, classes, 128, table, panel);
  else expandRows<u16>(codes, depthStride, columnStride, depth, columns, classes, 256, table, panel);
}
