/** Copies the rows x columns that count out of the padded matrix. */
export function copyRows(sums: usize, stride: usize, rows: usize, columns: usize, out: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(out, sums, columns * 4);
    sums += stride * 4;
    out += columns * 4;
  }
}
