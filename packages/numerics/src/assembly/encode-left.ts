// A record is 8 bytes: the upper half of the factor's float64 (its lower half is zero, it is a power of two) and the
// offset of its row in the panel. Records lie slice by slice, within a slice row by row; a row has an even number of
// records, the last of which may be a factor of zero.

/** Offset of panel row (k, class) is k * stepBytes + the class's offset, which the table holds beside the factor. */
// @ts-ignore: decorator
@inline
function encodeLeft<Code>(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, stepBytes: usize, table: usize, records: usize,
): void {
  rowStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let first: usize = 0; first < depth; first += vectorSize) {
    const count = min(vectorSize, depth - first);
    for (let row: usize = 0; row < rows; row++) {
      let code = codes + row * rowStride + first * depthStride;
      let offset: u64 = 0;
      const end = records + count * 8;
      while (records < end) {
        store<u64>(records, load<u64>(table + (<usize>load<Code>(code) << 3)) + offset);
        code += depthStride;
        offset += stepBytes;
        records += 8;
      }
      if (count & 1) {
        store<u64>(records, 0);
        records += 8;
      }
    }
  }
}

export function encodeLeft8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, stepBytes: usize, table: usize, records: usize,
): void {
  encodeLeft<u8>(codes, rowStride, depthStride, rows, depth, vectorSize, stepBytes, table, records);
}

export function encodeLeft16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  vectorSize: usize, stepBytes: usize, table: usize, records: usize,
): void {
  encodeLeft<u16>(codes, rowStride, depthStride, rows, depth, vectorSize, stepBytes, table, records);
}
