import { entered, highest, lowest, magic, saturated, scale, start } from "./rule";

// Tiles of 4 rows and 8 columns. Straight-line code on named locals: the language has no arrays of registers.

/** Adds one slice to groups of 4 rows of accumulators, saturating: acc = clamp(acc + round(sum * 2^-shift)). */
export function multiplyValuesSaturate(packed: usize, panel: usize, accumulators: usize, rows: usize, depth: usize): void {
  multiplyTiles(packed, panel, accumulators, rows, depth, true);
}

/** Adds the products of one slice to groups of 4 rows of sums, in ascending order and in place; `rows` counts padded ones. */
export function multiplyValuesSums(packed: usize, panel: usize, sums: usize, rows: usize, depth: usize): void {
  multiplyTiles(packed, panel, sums, rows, depth, false);
}

/** `saturates`, a constant where inlined, says what a tile starts from and where its sums go. */
// @ts-ignore: decorator
@inline
function multiplyTiles(packed: usize, panel: usize, target: usize, rows: usize, depth: usize, saturates: bool): void {
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  const end = target + rows * 64;
  while (target < end) {
    let s00 = saturates ? first : v128.load(target, 0);
    let s01 = saturates ? first : v128.load(target, 16);
    let s02 = saturates ? first : v128.load(target, 32);
    let s03 = saturates ? first : v128.load(target, 48);
    let s10 = saturates ? first : v128.load(target, 64);
    let s11 = saturates ? first : v128.load(target, 80);
    let s12 = saturates ? first : v128.load(target, 96);
    let s13 = saturates ? first : v128.load(target, 112);
    let s20 = saturates ? first : v128.load(target, 128);
    let s21 = saturates ? first : v128.load(target, 144);
    let s22 = saturates ? first : v128.load(target, 160);
    let s23 = saturates ? first : v128.load(target, 176);
    let s30 = saturates ? first : v128.load(target, 192);
    let s31 = saturates ? first : v128.load(target, 208);
    let s32 = saturates ? first : v128.load(target, 224);
    let s33 = saturates ? first : v128.load(target, 240);
    let right = panel;
    const groupEnd = packed + depth * 32;
    while (packed < groupEnd) {
      const row0 = v128.load(right, 0);
      const row1 = v128.load(right, 16);
      const row2 = v128.load(right, 32);
      const row3 = v128.load(right, 48);
      const factor0 = v128.load64_splat(packed, 0);
      s00 = v128.relaxed_madd<f64>(factor0, row0, s00);
      s01 = v128.relaxed_madd<f64>(factor0, row1, s01);
      s02 = v128.relaxed_madd<f64>(factor0, row2, s02);
      s03 = v128.relaxed_madd<f64>(factor0, row3, s03);
      const factor1 = v128.load64_splat(packed, 8);
      s10 = v128.relaxed_madd<f64>(factor1, row0, s10);
      s11 = v128.relaxed_madd<f64>(factor1, row1, s11);
      s12 = v128.relaxed_madd<f64>(factor1, row2, s12);
      s13 = v128.relaxed_madd<f64>(factor1, row3, s13);
      const factor2 = v128.load64_splat(packed, 16);
      s20 = v128.relaxed_madd<f64>(factor2, row0, s20);
      s21 = v128.relaxed_madd<f64>(factor2, row1, s21);
      s22 = v128.relaxed_madd<f64>(factor2, row2, s22);
      s23 = v128.relaxed_madd<f64>(factor2, row3, s23);
      const factor3 = v128.load64_splat(packed, 24);
      s30 = v128.relaxed_madd<f64>(factor3, row0, s30);
      s31 = v128.relaxed_madd<f64>(factor3, row1, s31);
      s32 = v128.relaxed_madd<f64>(factor3, row2, s32);
      s33 = v128.relaxed_madd<f64>(factor3, row3, s33);
      packed += 32;
      right += 64;
    }
    if (saturates) {
      s00 = saturated(entered(s00, v128.load(target, 0), rounder, lsb), high, low);
      s01 = saturated(entered(s01, v128.load(target, 16), rounder, lsb), high, low);
      s02 = saturated(entered(s02, v128.load(target, 32), rounder, lsb), high, low);
      s03 = saturated(entered(s03, v128.load(target, 48), rounder, lsb), high, low);
      s10 = saturated(entered(s10, v128.load(target, 64), rounder, lsb), high, low);
      s11 = saturated(entered(s11, v128.load(target, 80), rounder, lsb), high, low);
      s12 = saturated(entered(s12, v128.load(target, 96), rounder, lsb), high, low);
      s13 = saturated(entered(s13, v128.load(target, 112), rounder, lsb), high, low);
      s20 = saturated(entered(s20, v128.load(target, 128), rounder, lsb), high, low);
      s21 = saturated(entered(s21, v128.load(target, 144), rounder, lsb), high, low);
      s22 = saturated(entered(s22, v128.load(target, 160), rounder, lsb), high, low);
      s23 = saturated(entered(s23, v128.load(target, 176), rounder, lsb), high, low);
      s30 = saturated(entered(s30, v128.load(target, 192), rounder, lsb), high, low);
      s31 = saturated(entered(s31, v128.load(target, 208), rounder, lsb), high, low);
      s32 = saturated(entered(s32, v128.load(target, 224), rounder, lsb), high, low);
      s33 = saturated(entered(s33, v128.load(target, 240), rounder, lsb), high, low);
    }
    v128.store(target, s00, 0);
    v128.store(target, s01, 16);
    v128.store(target, s02, 32);
    v128.store(target, s03, 48);
    v128.store(target, s10, 64);
    v128.store(target, s11, 80);
    v128.store(target, s12, 96);
    v128.store(target, s13, 112);
    v128.store(target, s20, 128);
    v128.store(target, s21, 144);
    v128.store(target, s22, 160);
    v128.store(target, s23, 176);
    v128.store(target, s30, 192);
    v128.store(target, s31, 208);
    v128.store(target, s32, 224);
    v128.store(target, s33, 240);
    target += 256;
  }
}
