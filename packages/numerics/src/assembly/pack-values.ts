// Operands of one class are values, and a product is the product of two of them. Left values lie slice by slice, within
// a slice as groups of 4 rows, k by k; a panel holds a slice of right values for 8 columns, k by k. What pads either is 0.

/** Rows of one tile of sums, which stays in registers while k runs. */
const groupRows: usize = 4;
/** Columns of a panel. */
const panelColumns: usize = 8;

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
    for (let row: usize = 0; row < rows; row += groupRows) {
      const inside = min(groupRows, rows - row);
      let step = codes + row * rowStride + first * depthStride;
      for (let k: usize = 0; k < count; k++) {
        let code = step;
        for (let lane: usize = 0; lane < groupRows; lane++) {
          store<f64>(packed, lane < inside ? load<f64>(table + (<usize>load<Code>(code) << 3)) : 0);
          code += lane + 1 < inside ? rowStride : 0;
          packed += 8;
        }
        step += depthStride;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function packRight<Code>(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  columnStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let k: usize = 0; k < depth; k++) {
    let code = codes + k * depthStride;
    for (let column: usize = 0; column < columns; column++) {
      store<f64>(panel + column * 8, load<f64>(table + (<usize>load<Code>(code) << 3)));
      code += columnStride;
    }
    for (let column = columns; column < panelColumns; column++) store<f64>(panel + column * 8, 0);
    panel += panelColumns * 8;
  }
}

export function packLeftValues8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, table: usize, packed: usize,
): void {
  packLeft<u8>(codes, rowStride, depthStride, rows, depth, vectorSize, table, packed);
}

export function packLeftValues16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, table: usize, packed: usize,
): void {
  packLeft<u16>(codes, rowStride, depthStride, rows, depth, vectorSize, table, packed);
}

export function packRightValues8(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  packRight<u8>(codes, depthStride, columnStride, depth, columns, table, panel);
}

export function packRightValues16(
  codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, table: usize, panel: usize,
): void {
  packRight<u16>(codes, depthStride, columnStride, depth, columns, table, panel);
}
