/** Writes rows x columns accumulators as integers; rows of the source are `width` long. */
export function storeIntegers(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  const whole = columns & ~3;
  for (let row: usize = 0; row < rows; row++) {
    let column: usize = 0;
    for (; column < whole; column += 4) {
      const from = accumulators + column * 8;
      const low = i32x4.trunc_sat_f64x2_s_zero(v128.load(from));
      const high = i32x4.trunc_sat_f64x2_s_zero(v128.load(from, 16));
      v128.store(out + column * 4, v128.shuffle<i64>(low, high, 0, 2));
    }
    for (; column < columns; column++) store<i32>(out + column * 4, <i32>load<f64>(accumulators + column * 8));
    accumulators += width * 8;
    out += outStride * 4;
  }
}

/** Writes rows x columns sums as they are. */
export function storeReals(
  sums: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(out, sums, columns * 8);
    sums += width * 8;
    out += outStride * 8;
  }
}
