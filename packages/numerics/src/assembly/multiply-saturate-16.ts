import { factorBits, highest, lowest, magic, scale, start } from "./rule";

// 16 columns: as many columns as keep all sums in the registers of a 128-bit machine.

/**
 * Adds one slice to `rows` rows of accumulators, saturating: acc = clamp(acc + round(sum * 2^-shift)). `depth` is even.
 * Straight-line code on named locals: the language has no arrays of registers.
 */
export function multiplySaturate16(records: usize, panel: usize, accumulators: usize, rows: usize, depth: usize): void {
  const factorMask = i64x2.splat(factorBits);
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  const end = accumulators + rows * 128;
  while (accumulators < end) {
    let sum0 = first;
    let sum1 = first;
    let sum2 = first;
    let sum3 = first;
    let sum4 = first;
    let sum5 = first;
    let sum6 = first;
    let sum7 = first;
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
    sum0 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum0, rounder), rounder), lsb, v128.load(accumulators, 0));
    sum1 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum1, rounder), rounder), lsb, v128.load(accumulators, 16));
    sum2 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum2, rounder), rounder), lsb, v128.load(accumulators, 32));
    sum3 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum3, rounder), rounder), lsb, v128.load(accumulators, 48));
    sum4 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum4, rounder), rounder), lsb, v128.load(accumulators, 64));
    sum5 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum5, rounder), rounder), lsb, v128.load(accumulators, 80));
    sum6 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum6, rounder), rounder), lsb, v128.load(accumulators, 96));
    sum7 = v128.relaxed_madd<f64>(f64x2.sub(f64x2.add(sum7, rounder), rounder), lsb, v128.load(accumulators, 112));
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum0)), 0);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum1)), 16);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum2)), 32);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum3)), 48);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum4)), 64);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum5)), 80);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum6)), 96);
    v128.store(accumulators, f64x2.pmax(low, f64x2.pmin(high, sum7)), 112);
    accumulators += 128;
  }
}
