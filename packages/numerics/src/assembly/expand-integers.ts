// @ts-ignore: decorator
@inline
function expandRows<Code>(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, table: usize, panel: usize,
): void {
  columnStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let k: usize = 0; k < depth; k++) {
    let code = codes + k * depthStride;
    for (let column: usize = 0; column < columns; column++) {
      let from = table + <usize>load<Code>(code) * classes * 4;
      let to = panel + column * 4;
      const end = from + classes * 4;
      while (from < end) {
        store<i32>(to, load<i32>(from));
        from += 4;
        to += 128;
      }
      code += columnStride;
    }
    panel += classes * 128;
  }
}

/**
 * As expandPanel8 for int32 products and 32 columns: panel row (k, class) holds the product of a left factor of 1 with the
 * right codes of row k; the table holds the classes of one right code side by side.
 */
export function expandIntegers8(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, table: usize, panel: usize,
): void {
  expandRows<u8>(codes, depthStride, columnStride, depth, columns, classes, table, panel);
}

export function expandIntegers16(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize,
  classes: usize, table: usize, panel: usize,
): void {
  expandRows<u16>(codes, depthStride, columnStride, depth, columns, classes, table, panel);
}
