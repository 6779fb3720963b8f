import { entered, factorBits, highest, lowest, magic, saturated, scale, start } from "./rule";

// 16 columns: as many columns as keep all sums in the registers of a 128-bit machine.

/** Adds one slice to `rows` rows of accumulators, saturating: acc = clamp(acc + round(sum * 2^-shift)). `depth` is even. */
export function multiplySaturate16(records: usize, panel: usize, accumulators: usize, rows: usize, depth: usize): void {
  multiplyRows(records, panel, accumulators, rows, depth, true);
}

/**
 * Adds the products of one slice to `rows` rows of sums, in ascending order and in place. `depth` is even.
 * Exact for any power-of-two factor, so that a wide accumulator's terms are rounded only where they are added.
 */
export function multiplySums(records: usize, panel: usize, sums: usize, rows: usize, depth: usize): void {
  multiplyRows(records, panel, sums, rows, depth, false);
}

/**
 * One loop for both: `saturates`, a constant where inlined, says what a row starts from and where its sums go.
 * Straight-line code on named locals: the language has no arrays of registers.
 */
// @ts-ignore: decorator
@inline
function multiplyRows(records: usize, panel: usize, target: usize, rows: usize, depth: usize, saturates: bool): void {
  const factorMask = i64x2.splat(factorBits);
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  const end = target + rows * 128;
  while (target < end) {
    let sum0 = saturates ? first : v128.load(target, 0);
    let sum1 = saturates ? first : v128.load(target, 16);
    let sum2 = saturates ? first : v128.load(target, 32);
    let sum3 = saturates ? first : v128.load(target, 48);
    let sum4 = saturates ? first : v128.load(target, 64);
    let sum5 = saturates ? first : v128.load(target, 80);
    let sum6 = saturates ? first : v128.load(target, 96);
    let sum7 = saturates ? first : v128.load(target, 112);
    const rowEnd = records + depth * 8;
    while (records < rowEnd) {
      const record0 = load<u64>(records);
      const factor0 = v128.and(i64x2.splat(record0), factorMask);
      const row0 = panel + <usize>record0;
      sum0 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 0), sum0);
      sum1 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 16), sum1);
      sum2 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 32), sum2);
      sum3 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 48), sum3);
      sum4 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 64), sum4);
      sum5 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 80), sum5);
      sum6 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 96), sum6);
      sum7 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 112), sum7);
      const record1 = load<u64>(records, 8);
      const factor1 = v128.and(i64x2.splat(record1), factorMask);
      const row1 = panel + <usize>record1;
      sum0 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 0), sum0);
      sum1 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 16), sum1);
      sum2 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 32), sum2);
      sum3 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 48), sum3);
      sum4 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 64), sum4);
      sum5 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 80), sum5);
      sum6 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 96), sum6);
      sum7 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 112), sum7);
      records += 16;
    }
    if (saturates) {
      sum0 = saturated(entered(sum0, v128.load(target, 0), rounder, lsb), high, low);
      sum1 = saturated(entered(sum1, v128.load(target, 16), rounder, lsb), high, low);
      sum2 = saturated(entered(sum2, v128.load(target, 32), rounder, lsb), high, low);
      sum3 = saturated(entered(sum3, v128.load(target, 48), rounder, lsb), high, low);
      sum4 = saturated(entered(sum4, v128.load(target, 64), rounder, lsb), high, low);
      sum5 = saturated(entered(sum5, v128.load(target, 80), rounder, lsb), high, low);
      sum6 = saturated(entered(sum6, v128.load(target, 96), rounder, lsb), high, low);
      sum7 = saturated(entered(sum7, v128.load(target, 112), rounder, lsb), high, low);
    }
    v128.store(target, sum0, 0);
    v128.store(target, sum1, 16);
    v128.store(target, sum2, 32);
    v128.store(target, sum3, 48);
    v128.store(target, sum4, 64);
    v128.store(target, sum5, 80);
    v128.store(target, sum6, 96);
    v128.store(target, sum7, 112);
    target += 128;
  }
}
