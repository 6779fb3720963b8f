import { factorBits } from "./rule";

/** Adds trunc(factor * head) * tail; the product is exact, so truncating it is all that happens to it. */
// @ts-ignore: decorator
@inline
function cutSum(sum: v128, factor: v128, head: v128, tail: v128): v128 {
  return v128.relaxed_madd<f64>(f64x2.trunc(f64x2.mul(factor, head)), tail, sum);
}

/**
 * As multiplySums, with factor * head truncated toward zero to an integer before it meets its tail. `panel` holds heads,
 * `tails` in the same layout their tails.
 */
export function multiplyCutSums(records: usize, panel: usize, tails: usize, sums: usize, rows: usize, depth: usize): void {
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
      const factor = v128.and(v128.load64_splat(records), factorMask);
      const heads = panel + load<u32>(records);
      const row = tails + load<u32>(records);
      sum0 = cutSum(sum0, factor, v128.load(heads, 0), v128.load(row, 0));
      sum1 = cutSum(sum1, factor, v128.load(heads, 16), v128.load(row, 16));
      sum2 = cutSum(sum2, factor, v128.load(heads, 32), v128.load(row, 32));
      sum3 = cutSum(sum3, factor, v128.load(heads, 48), v128.load(row, 48));
      sum4 = cutSum(sum4, factor, v128.load(heads, 64), v128.load(row, 64));
      sum5 = cutSum(sum5, factor, v128.load(heads, 80), v128.load(row, 80));
      sum6 = cutSum(sum6, factor, v128.load(heads, 96), v128.load(row, 96));
      sum7 = cutSum(sum7, factor, v128.load(heads, 112), v128.load(row, 112));
      records += 8;
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
