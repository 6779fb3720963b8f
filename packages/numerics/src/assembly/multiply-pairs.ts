// Tiles of 4 rows and 16 columns of int32 sums; every product and sum fits them (the host proves it). Straight-line code on
// named locals: the language has no arrays of registers.

/** Adds the products of one slice of `pairs` pairs to groups of 4 rows of sums; `rows` counts padded ones. */
export function multiplyPairs(packed: usize, panel: usize, sums: usize, rows: usize, pairs: usize): void {
  const end = sums + rows * 64;
  while (sums < end) {
    let s00 = v128.load(sums, 0);
    let s01 = v128.load(sums, 16);
    let s02 = v128.load(sums, 32);
    let s03 = v128.load(sums, 48);
    let s10 = v128.load(sums, 64);
    let s11 = v128.load(sums, 80);
    let s12 = v128.load(sums, 96);
    let s13 = v128.load(sums, 112);
    let s20 = v128.load(sums, 128);
    let s21 = v128.load(sums, 144);
    let s22 = v128.load(sums, 160);
    let s23 = v128.load(sums, 176);
    let s30 = v128.load(sums, 192);
    let s31 = v128.load(sums, 208);
    let s32 = v128.load(sums, 224);
    let s33 = v128.load(sums, 240);
    let right = panel;
    const groupEnd = packed + pairs * 16;
    while (packed < groupEnd) {
      const row0 = v128.load(right, 0);
      const row1 = v128.load(right, 16);
      const row2 = v128.load(right, 32);
      const row3 = v128.load(right, 48);
      const factor0 = v128.load32_splat(packed, 0);
      s00 = i32x4.add(s00, i32x4.dot_i16x8_s(factor0, row0));
      s01 = i32x4.add(s01, i32x4.dot_i16x8_s(factor0, row1));
      s02 = i32x4.add(s02, i32x4.dot_i16x8_s(factor0, row2));
      s03 = i32x4.add(s03, i32x4.dot_i16x8_s(factor0, row3));
      const factor1 = v128.load32_splat(packed, 4);
      s10 = i32x4.add(s10, i32x4.dot_i16x8_s(factor1, row0));
      s11 = i32x4.add(s11, i32x4.dot_i16x8_s(factor1, row1));
      s12 = i32x4.add(s12, i32x4.dot_i16x8_s(factor1, row2));
      s13 = i32x4.add(s13, i32x4.dot_i16x8_s(factor1, row3));
      const factor2 = v128.load32_splat(packed, 8);
      s20 = i32x4.add(s20, i32x4.dot_i16x8_s(factor2, row0));
      s21 = i32x4.add(s21, i32x4.dot_i16x8_s(factor2, row1));
      s22 = i32x4.add(s22, i32x4.dot_i16x8_s(factor2, row2));
      s23 = i32x4.add(s23, i32x4.dot_i16x8_s(factor2, row3));
      const factor3 = v128.load32_splat(packed, 12);
      s30 = i32x4.add(s30, i32x4.dot_i16x8_s(factor3, row0));
      s31 = i32x4.add(s31, i32x4.dot_i16x8_s(factor3, row1));
      s32 = i32x4.add(s32, i32x4.dot_i16x8_s(factor3, row2));
      s33 = i32x4.add(s33, i32x4.dot_i16x8_s(factor3, row3));
      packed += 16;
      right += 64;
    }
    v128.store(sums, s00, 0);
    v128.store(sums, s01, 16);
    v128.store(sums, s02, 32);
    v128.store(sums, s03, 48);
    v128.store(sums, s10, 64);
    v128.store(sums, s11, 80);
    v128.store(sums, s12, 96);
    v128.store(sums, s13, 112);
    v128.store(sums, s20, 128);
    v128.store(sums, s21, 144);
    v128.store(sums, s22, 160);
    v128.store(sums, s23, 176);
    v128.store(sums, s30, 192);
    v128.store(sums, s31, 208);
    v128.store(sums, s32, 224);
    v128.store(sums, s33, 240);
    sums += 256;
  }
}
