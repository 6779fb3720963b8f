// Outputs leave the accumulators, whose rows are `width` long, for a matrix of their own: as it is, or transposed when
// the product was computed transposed. Sizes of the output's elements are in the names' middle.

/** Writes rows x columns accumulators as integers. */
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

/** Writes rows x columns accumulators as integers, transposed: columns x rows. `width` is even. */
export function storeIntegersTransposed(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  const rowBytes = width * 8;
  for (let column: usize = 0; column < columns; column += 2) {
    const second = column + 1 < columns ? outStride * 4 : 0;
    let from = accumulators + column * 8;
    let to = out + column * outStride * 4;
    let row: usize = 0;
    for (; row + 2 <= rows; row += 2) {
      const one = i32x4.trunc_sat_f64x2_s_zero(v128.load(from));
      const two = i32x4.trunc_sat_f64x2_s_zero(v128.load(from + rowBytes));
      const pairs = v128.shuffle<i32>(one, two, 0, 4, 1, 5);
      // The second column first: where there is none, the first one overwrites it.
      v128.store64_lane(to + second, pairs, 1);
      v128.store64_lane(to, pairs, 0);
      from += 2 * rowBytes;
      to += 8;
    }
    if (row < rows) {
      if (second != 0) store<i32>(to + second, <i32>load<f64>(from, 8));
      store<i32>(to, <i32>load<f64>(from));
    }
  }
}

/** Writes rows x columns accumulators as they are. */
export function storeReals(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(out, accumulators, columns * 8);
    accumulators += width * 8;
    out += outStride * 8;
  }
}

/** The same, transposed. */
export function storeRealsTransposed(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  for (let column: usize = 0; column < columns; column++) {
    let from = accumulators + column * 8;
    const to = out + column * outStride * 8;
    for (let row: usize = 0; row < rows; row++) {
      store<f64>(to + row * 8, load<f64>(from));
      from += width * 8;
    }
  }
}

/** Writes rows x columns int32 accumulators. */
export function storeInt32(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(out, accumulators, columns * 4);
    accumulators += width * 4;
    out += outStride * 4;
  }
}

/** The same, transposed. */
export function storeInt32Transposed(
  accumulators: usize, width: usize, rows: usize, columns: usize, out: usize, outStride: usize,
): void {
  for (let column: usize = 0; column < columns; column++) {
    let from = accumulators + column * 4;
    const to = out + column * outStride * 4;
    for (let row: usize = 0; row < rows; row++) {
      store<i32>(to + row * 4, load<i32>(from));
      from += width * 4;
    }
  }
}
