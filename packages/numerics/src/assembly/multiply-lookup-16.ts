import { entered, highest, lowest, magic, saturated, scale, start } from "./rule";

// 16 columns, 2 rows at a time, for products whose one side is narrow. Left codes are looked up where they are used: there
// are few strips of columns to share encoded ones. Straight-line code on named locals: the language has no arrays of registers.

/**
 * Adds one slice to `rows` rows of accumulators, saturating. `table` holds 16 bytes per left code: the factor as a float64
 * and the byte offset of its class in a step of the panel. Accumulators are padded to whole groups of 2 rows. `adjacent`, a
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
  for (let row: usize = 0; row < rows; row += 2) {
    let code0 = codes + row * rowStride;
    let code1 = min(code0 + rowStride, last);
    let s00 = first;
    let s01 = first;
    let s02 = first;
    let s03 = first;
    let s04 = first;
    let s05 = first;
    let s06 = first;
    let s07 = first;
    let s10 = first;
    let s11 = first;
    let s12 = first;
    let s13 = first;
    let s14 = first;
    let s15 = first;
    let s16 = first;
    let s17 = first;
    let step = panel;
    const stepEnd = panel + depth * stepBytes;
    while (step < stepEnd) {
      const together: u32 = adjacent ? <u32>load<u16>(code0) : 0;
      const entry0 = table + (adjacent ? <usize>((together << 4) & 0xff0) : <usize>load<Code>(code0) << 4);
      const factor0 = v128.load64_splat(entry0);
      const row0 = step + load<u32>(entry0, 8);
      s00 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 0), s00);
      s01 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 16), s01);
      s02 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 32), s02);
      s03 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 48), s03);
      s04 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 64), s04);
      s05 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 80), s05);
      s06 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 96), s06);
      s07 = v128.relaxed_madd<f64>(factor0, v128.load(row0, 112), s07);
      const entry1 = table + (adjacent ? <usize>((together >>> 4) & 0xff0) : <usize>load<Code>(code1) << 4);
      const factor1 = v128.load64_splat(entry1);
      const row1 = step + load<u32>(entry1, 8);
      s10 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 0), s10);
      s11 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 16), s11);
      s12 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 32), s12);
      s13 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 48), s13);
      s14 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 64), s14);
      s15 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 80), s15);
      s16 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 96), s16);
      s17 = v128.relaxed_madd<f64>(factor1, v128.load(row1, 112), s17);
      code0 += depthStride;
      if (!adjacent) {
        code1 += depthStride;
      }
      step += stepBytes;
    }
    s00 = saturated(entered(s00, v128.load(accumulators, 0), rounder, lsb), high, low);
    s01 = saturated(entered(s01, v128.load(accumulators, 16), rounder, lsb), high, low);
    s02 = saturated(entered(s02, v128.load(accumulators, 32), rounder, lsb), high, low);
    s03 = saturated(entered(s03, v128.load(accumulators, 48), rounder, lsb), high, low);
    s04 = saturated(entered(s04, v128.load(accumulators, 64), rounder, lsb), high, low);
    s05 = saturated(entered(s05, v128.load(accumulators, 80), rounder, lsb), high, low);
    s06 = saturated(entered(s06, v128.load(accumulators, 96), rounder, lsb), high, low);
    s07 = saturated(entered(s07, v128.load(accumulators, 112), rounder, lsb), high, low);
    s10 = saturated(entered(s10, v128.load(accumulators, 128), rounder, lsb), high, low);
    s11 = saturated(entered(s11, v128.load(accumulators, 144), rounder, lsb), high, low);
    s12 = saturated(entered(s12, v128.load(accumulators, 160), rounder, lsb), high, low);
    s13 = saturated(entered(s13, v128.load(accumulators, 176), rounder, lsb), high, low);
    s14 = saturated(entered(s14, v128.load(accumulators, 192), rounder, lsb), high, low);
    s15 = saturated(entered(s15, v128.load(accumulators, 208), rounder, lsb), high, low);
    s16 = saturated(entered(s16, v128.load(accumulators, 224), rounder, lsb), high, low);
    s17 = saturated(entered(s17, v128.load(accumulators, 240), rounder, lsb), high, low);
    v128.store(accumulators, s00, 0);
    v128.store(accumulators, s01, 16);
    v128.store(accumulators, s02, 32);
    v128.store(accumulators, s03, 48);
    v128.store(accumulators, s04, 64);
    v128.store(accumulators, s05, 80);
    v128.store(accumulators, s06, 96);
    v128.store(accumulators, s07, 112);
    v128.store(accumulators, s10, 128);
    v128.store(accumulators, s11, 144);
    v128.store(accumulators, s12, 160);
    v128.store(accumulators, s13, 176);
    v128.store(accumulators, s14, 192);
    v128.store(accumulators, s15, 208);
    v128.store(accumulators, s16, 224);
    v128.store(accumulators, s17, 240);
    accumulators += 256;
  }
}

export function multiplyLookup16Adjacent(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u8>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, true);
}

export function multiplyLookup16Codes8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u8>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, false);
}

export function multiplyLookup16Codes16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  table: usize, panel: usize, stepBytes: usize, accumulators: usize,
): void {
  multiplyLookup<u16>(codes, rowStride, depthStride, rows, depth, table, panel, stepBytes, accumulators, false);
}
