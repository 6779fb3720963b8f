import { factorBits } from "./rule";

/**
 * Adds the products of one slice to `rows` rows of 16 sums, in ascending order and in place. `depth` is even.
 * Exact for any power-of-two factor, so that a wide accumulator's terms are rounded only where they are added.
 */
export function multiplySums(records: usize, panel: usize, sums: usize, rows: usize, depth: usize): void {
  const factorMask = i64x2.splat(factorBits);
  const end = sums + rows * 128;
  while (sums < end) {
    let sum0 = v128.load(sums, 0);
    let sum1 = v128.load(sums, 16);
    let sum2 = v128.load(sums, 32);
    let sum3 = v128.load(sums, 48);
    let sum4 = v128.load(sums, 64);
    let sum5 = v128.load(sums, 80);
    let sum6 = v128.load(sums, 96);
    let sum7 = v128.load(sums, 112);
    const rowEnd = records + depth * 8;
    while (records < rowEnd) {
      const factors = v128.and(v128.load(records), factorMask);
      const factor0 = v128.shuffle<f64>(factors, factors, 0, 0);
      const row0 = panel + load<u32>(records);
      sum0 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 0), sum0);
      sum1 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 16), sum1);
      sum2 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 32), sum2);
      sum3 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 48), sum3);
      sum4 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 64), sum4);
      sum5 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 80), sum5);
      sum6 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 96), sum6);
      sum7 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 112), sum7);
      const factor1 = v128.shuffle<f64>(factors, factors, 1, 1);
      const row1 = panel + load<u32>(records, 8);
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
    v128.store(sums, sum0, 0);
    v128.store(sums, sum1, 16);
    v128.store(sums, sum2, 32);
    v128.store(sums, sum3, 48);
    v128.store(sums, sum4, 64);
    v128.store(sums, sum5, 80);
    v128.store(sums, sum6, 96);
    v128.store(sums, sum7, 112);
    sums += 128;
  }
}
