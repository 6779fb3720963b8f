// Operands of one class whose values fit int16: two neighbours of the reduction lie side by side, for the instruction that
// multiplies and adds pairs. Left pairs lie slice by slice, within a slice as groups of 4 rows; a panel holds a slice of right
// pairs for 16 columns. What pads either, an odd end of a slice included, is 0.

/** Rows of one tile of sums. */
const groupRows: usize = 4;
/** Columns of a panel. */
const panelColumns: usize = 16;

// @ts-ignore: decorator
@inline
function valueOf<Code>(code: usize, table: usize): u32 {
  return <u32>load<u16>(table + (<usize>load<Code>(code) << 1));
}

// @ts-ignore: decorator
@inline
function packLeft<Code>(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, table: usize, packed: usize,
): void {
  rowStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let first: usize = 0; first < depth; first += vectorSize) {
    const count = min(vectorSize, depth - first);
    const pairs = (count + 1) >> 1;
    for (let row: usize = 0; row < rows; row++) {
      let code = codes + row * rowStride + first * depthStride;
      let at = packed + ((row / groupRows) * pairs * groupRows + (row % groupRows)) * 4;
      for (let k: usize = 0; k < count; k += 2) {
        let pair = valueOf<Code>(code, table);
        if (k + 1 < count) pair |= valueOf<Code>(code + depthStride, table) << 16;
        store<u32>(at, pair);
        code += 2 * depthStride;
        at += groupRows * 4;
      }
    }
    const padded = (rows + groupRows - 1) & ~(groupRows - 1);
    for (let row = rows; row < padded; row++) {
      let at = packed + ((row / groupRows) * pairs * groupRows + (row % groupRows)) * 4;
      for (let k: usize = 0; k < pairs; k++) store<u32>(at + k * groupRows * 4, 0);
    }
    packed += padded * pairs * 4;
  }
}

// @ts-ignore: decorator
@inline
function packRight<Code>(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  columnStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let k: usize = 0; k < depth; k += 2) {
    let code = codes + k * depthStride;
    for (let column: usize = 0; column < columns; column++) {
      let pair = valueOf<Code>(code, table);
      if (k + 1 < depth) pair |= valueOf<Code>(code + depthStride, table) << 16;
      store<u32>(panel + column * 4, pair);
      code += columnStride;
    }
    for (let column = columns; column < panelColumns; column++) store<u32>(panel + column * 4, 0);
    panel += panelColumns * 4;
  }
}

export function packLeftPairs8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, table: usize, packed: usize,
): void {
  packLeft<u8>(codes, rowStride, depthStride, rows, depth, vectorSize, table, packed);
}

export function packLeftPairs16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, table: usize, packed: usize,
): void {
  packLeft<u16>(codes, rowStride, depthStride, rows, depth, vectorSize, table, packed);
}

export function packRightPairs8(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  packRight<u8>(codes, depthStride, columnStride, depth, columns, table, panel);
}

export function packRightPairs16(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  packRight<u16>(codes, depthStride, columnStride, depth, columns, table, panel);
}
