import { entered, highest, lowest, magic, saturated, scale, start } from "./rule";

// 8 columns, 4 rows at a time, for products whose one side is narrow. Left codes are looked up where they are used: there
// are few strips of columns to share encoded ones. Straight-line code on named locals: the language has no arrays of registers.

/**
 * Adds one slice to `rows` rows of accumulators, saturating. `table` holds 16 bytes per left code: the factor as a float64
 * and the byte offset of its class in a step of the panel. Accumulators are padded to whole groups of 4 rows. `adjacent`, a
 * constant where inlined, says that codes are bytes and those of neighbouring rows neighbours: they are loaded together, and
 * what is loaded beyond the last row is any code.
 */
// @ts-ignore: decorator
@inline
function multiplyLookup<Code>(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize, adjacent: bool,
): void {
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  rowStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  const last = codes + (rows - 1) * rowStride;
  for (let row: usize = 0; row < rows; row += 4) {
    let code0 = codes + row * rowStride;
    let code1 = min(code0 + rowStride, last);
    let code2 = min(code1 + rowStride, last);
    let code3 = min(code2 + rowStride, last);
    let s00 = first;
    let s01 = first;
    let s02 = first;
    let s03 = first;
    let s10 = first;
    let s11 = first;
    let s12 = first;
    let s13 = first;
    let s20 = first;
    let s21 = first;
    let s22 = first;
    let s23 = first;
    let s30 = first;
    let s31 = first;
    let s32 = first;
    let s33 = first;
    let step = panel;
    const stepEnd = panel + depth * stepBytes;
    while (step < stepEnd) {
      const together: u32 = adjacent ? <u32>load<u32>(code0) : 0;
      const entry0 = table + (adjacent ? <usize>((together << 4) & 0xff0) : <usize>load<Code>(code0) << 4);
      const factor0 = v128.load64_splat(entry0);
      const row0 = step + load<u32>(entry0, 8);
      s00 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 0), s00);
      s01 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 16), s01);
      s02 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 32), s02);
      s03 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 48), s03);
      const entry1 = table + (adjacent ? <usize>((together >>> 4) & 0xff0) : <usize>load<Code>(code1) << 4);
      const factor1 = v128.load64_splat(entry1);
      const row1 = step + load<u32>(entry1, 8);
      s10 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 0), s10);
      s11 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 16), s11);
      s12 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 32), s12);
      s13 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 48), s13);
      const entry2 = table + (adjacent ? <usize>((together >>> 12) & 0xff0) : <usize>load<Code>(code2) << 4);
      const factor2 = v128.load64_splat(entry2);
      const row2 = step + load<u32>(entry2, 8);
      s20 = v128.relaxed_madd<f64>(factor2, v128.load(row2, 0), s20);
      s21 = v128.relaxed_madd<f64>(factor2, v128.load(row2, 16), s21);
      s22 = v128.relaxed_madd<f64>(factor2, v128.load(row2, 32), s22);
      s23 = v128.relaxed_madd<f64>(factor2, v128.load(row2, 48), s23);
      const entry3 = table + (adjacent ? <usize>((together >>> 20) & 0xff0) : <usize>load<Code>(code3) << 4);
      const factor3 = v128.load64_splat(entry3);
      const row3 = step + load<u32>(entry3, 8);
      s30 = v128.relaxed_madd<f64>(factor3, v128.load(row3, 0), s30);
      s31 = v128.relaxed_madd<f64>(factor3, v128.load(row3, 16), s31);
      s32 = v128.relaxed_madd<f64>(factor3, v128.load(row3, 32), s32);
      s33 = v128.relaxed_madd<f64>(factor3, v128.load(row3, 48), s33);
      code0 += depthStride;
      if (!adjacent) {
        code1 += depthStride;
        code2 += depthStride;
        code3 += depthStride;
      }
      step += stepBytes;
    }
    s00 = saturated(entered(s00, v128.load(accumulators, 0), rounder, lsb), high, low);
    s01 = saturated(entered(s01, v128.load(accumulators, 16), rounder, lsb), high, low);
    s02 = saturated(entered(s02, v128.load(accumulators, 32), rounder, lsb), high, low);
    s03 = saturated(entered(s03, v128.load(accumulators, 48), rounder, lsb), high, low);
    s10 = saturated(entered(s10, v128.load(accumulators, 64), rounder, lsb), high, low);
    s11 = saturated(entered(s11, v128.load(accumulators, 80), rounder, lsb), high, low);
    s12 = saturated(entered(s12, v128.load(accumulators, 96), rounder, lsb), high, low);
    s13 = saturated(entered(s13, v128.load(accumulators, 112), rounder, lsb), high, low);
    s20 = saturated(entered(s20, v128.load(accumulators, 128), rounder, lsb), high, low);
    s21 = saturated(entered(s21, v128.load(accumulators, 144), rounder, lsb), high, low);
    s22 = saturated(entered(s22, v128.load(accumulators, 160), rounder, lsb), high, low);
    s23 = saturated(entered(s23, v128.load(accumulators, 176), rounder, lsb), high, low);
    s30 = saturated(entered(s30, v128.load(accumulators, 192), rounder, lsb), high, low);
    s31 = saturated(entered(s31, v128.load(accumulators, 208), rounder, lsb), high, low);
    s32 = saturated(entered(s32, v128.load(accumulators, 224), rounder, lsb), high, low);
    s33 = saturated(entered(s33, v128.load(accumulators, 240), rounder, lsb), high, low);
    v128.store(accumulators, s00, 0);
    v128.store(accumulators, s01, 16);
    v128.store(accumulators, s02, 32);
    v128.store(accumulators, s03, 48);
    v128.store(accumulators, s10, 64);
    v128.store(accumulators, s11, 80);
    v128.store(accumulators, s12, 96);
    v128.store(accumulators, s13, 112);
    v128.store(accumulators, s20, 128);
    v128.store(accumulators, s21, 144);
    v128.store(accumulators, s22, 160);
    v128.store(accumulators, s23, 176);
    v128.store(accumulators, s30, 192);
    v128.store(accumulators, s31, 208);
    v128.store(accumulators, s32, 224);
    v128.store(accumulators, s33, 240);
    accumulators += 256;
  }
}

export function multiplyLookup8Adjacent(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u8>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, true);
}

export function multiplyLookup8Codes8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u8>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, false);
}

export function multiplyLookup8Codes16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u16>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, false);
}
