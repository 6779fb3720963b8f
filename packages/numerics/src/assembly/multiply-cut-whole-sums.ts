import { integral, magnitudeBits, signBit } from "./rule";

/** Adds trunc(factor * head) * tail, the truncation by rounding what is nearly one half lower. */
// @ts-ignore: decorator
@inline
function cutWholeSum(sum: v128, factor: v128, sign: v128, lowered: v128, rounder: v128, head: v128, tail: v128): v128 {
  const whole = f64x2.sub(f64x2.add(v128.relaxed_madd<f64>(factor, head, lowered), rounder), rounder);
  return v128.relaxed_madd<f64>(v128.xor(whole, sign), tail, sum);
}

/**
 * As multiplyCutSums, for products that are whole numbers below 2^52 before the cut: faster, because the revectorizer knows
 * every operation of it. `panel` holds the magnitudes of heads, `tails` in the same layout the tail with the sign of its head;
 * `loweredBy` is 2^-(cutBits+1) - 1/2: a multiple of 2^-cutBits so lowered is never halfway, and its nearest integer is its
 * floor.
 */
export function multiplyCutWholeSums(
  records: usize, panel: usize, tails: usize, sums: usize, rows: usize, depth: usize, loweredBy: f64,
): void {
  const magnitudeMask = i64x2.splat(magnitudeBits);
  const signMask = i64x2.splat(signBit);
  const rounder = f64x2.splat(integral);
  const lowered = f64x2.splat(loweredBy);
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
      const record = v128.load64_splat(records);
      const factor = v128.and(record, magnitudeMask);
      const sign = v128.and(record, signMask);
      const heads = panel + load<u32>(records);
      const row = tails + load<u32>(records);
      sum0 = cutWholeSum(sum0, factor, sign, lowered, rounder, v128.load(heads, 0), v128.load(row, 0));
      sum1 = cutWholeSum(sum1, factor, sign, lowered, rounder, v128.load(heads, 16), v128.load(row, 16));
      sum2 = cutWholeSum(sum2, factor, sign, lowered, rounder, v128.load(heads, 32), v128.load(row, 32));
      sum3 = cutWholeSum(sum3, factor, sign, lowered, rounder, v128.load(heads, 48), v128.load(row, 48));
      sum4 = cutWholeSum(sum4, factor, sign, lowered, rounder, v128.load(heads, 64), v128.load(row, 64));
      sum5 = cutWholeSum(sum5, factor, sign, lowered, rounder, v128.load(heads, 80), v128.load(row, 80));
      sum6 = cutWholeSum(sum6, factor, sign, lowered, rounder, v128.load(heads, 96), v128.load(row, 96));
      sum7 = cutWholeSum(sum7, factor, sign, lowered, rounder, v128.load(heads, 112), v128.load(row, 112));
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
