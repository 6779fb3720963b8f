import { entered, factorBits, highest, lowest, magic, saturated, scale, start } from "./rule";

// 32 columns: the columns of AVX2 registers, for the revectorizer, which joins neighbouring operations into 256-bit ones.

/**
 * Adds one slice to `rows` rows of accumulators, saturating: acc = clamp(acc + round(sum * 2^-shift)). `depth` is even.
 * Straight-line code on named locals: the language has no arrays of registers.
 */
export function multiplySaturate32(records: usize, panel: usize, accumulators: usize, rows: usize, depth: usize): void {
  const factorMask = i64x2.splat(factorBits);
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  const end = accumulators + rows * 256;
  while (accumulators < end) {
    let sum0 = first;
    let sum1 = first;
    let sum2 = first;
    let sum3 = first;
    let sum4 = first;
    let sum5 = first;
    let sum6 = first;
    let sum7 = first;
    let sum8 = first;
    let sum9 = first;
    let sum10 = first;
    let sum11 = first;
    let sum12 = first;
    let sum13 = first;
    let sum14 = first;
    let sum15 = first;
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
      sum8 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 128), sum8);
      sum9 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 144), sum9);
      sum10 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 160), sum10);
      sum11 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 176), sum11);
      sum12 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 192), sum12);
      sum13 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 208), sum13);
      sum14 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 224), sum14);
      sum15 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 240), sum15);
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
      sum8 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 128), sum8);
      sum9 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 144), sum9);
      sum10 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 160), sum10);
      sum11 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 176), sum11);
      sum12 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 192), sum12);
      sum13 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 208), sum13);
      sum14 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 224), sum14);
      sum15 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 240), sum15);
      records += 16;
    }
    sum0 = entered(sum0, v128.load(accumulators, 0), rounder, lsb);
    sum1 = entered(sum1, v128.load(accumulators, 16), rounder, lsb);
    sum2 = entered(sum2, v128.load(accumulators, 32), rounder, lsb);
    sum3 = entered(sum3, v128.load(accumulators, 48), rounder, lsb);
    sum4 = entered(sum4, v128.load(accumulators, 64), rounder, lsb);
    sum5 = entered(sum5, v128.load(accumulators, 80), rounder, lsb);
    sum6 = entered(sum6, v128.load(accumulators, 96), rounder, lsb);
    sum7 = entered(sum7, v128.load(accumulators, 112), rounder, lsb);
    sum8 = entered(sum8, v128.load(accumulators, 128), rounder, lsb);
    sum9 = entered(sum9, v128.load(accumulators, 144), rounder, lsb);
    sum10 = entered(sum10, v128.load(accumulators, 160), rounder, lsb);
    sum11 = entered(sum11, v128.load(accumulators, 176), rounder, lsb);
    sum12 = entered(sum12, v128.load(accumulators, 192), rounder, lsb);
    sum13 = entered(sum13, v128.load(accumulators, 208), rounder, lsb);
    sum14 = entered(sum14, v128.load(accumulators, 224), rounder, lsb);
    sum15 = entered(sum15, v128.load(accumulators, 240), rounder, lsb);
    v128.store(accumulators, saturated(sum0, high, low), 0);
    v128.store(accumulators, saturated(sum1, high, low), 16);
    v128.store(accumulators, saturated(sum2, high, low), 32);
    v128.store(accumulators, saturated(sum3, high, low), 48);
    v128.store(accumulators, saturated(sum4, high, low), 64);
    v128.store(accumulators, saturated(sum5, high, low), 80);
    v128.store(accumulators, saturated(sum6, high, low), 96);
    v128.store(accumulators, saturated(sum7, high, low), 112);
    v128.store(accumulators, saturated(sum8, high, low), 128);
    v128.store(accumulators, saturated(sum9, high, low), 144);
    v128.store(accumulators, saturated(sum10, high, low), 160);
    v128.store(accumulators, saturated(sum11, high, low), 176);
    v128.store(accumulators, saturated(sum12, high, low), 192);
    v128.store(accumulators, saturated(sum13, high, low), 208);
    v128.store(accumulators, saturated(sum14, high, low), 224);
    v128.store(accumulators, saturated(sum15, high, low), 240);
    accumulators += 256;
  }
}
