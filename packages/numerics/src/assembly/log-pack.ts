// Operands of the log-domain GEMM as logarithms, signs and ceilings: the ceiling of a product with a zero is the smallest
// 16-bit number, of every other one the largest logarithm.
import { largest, logMask, signBit, zeroCode } from "./log-rule";

/** Columns of a panel; a row of it holds 32 logarithms, 32 signs, 32 ceilings. */
export const panelColumns: usize = 32;
/** Bytes of a row of a panel. */
export const panelRowBytes: usize = 192;
/** Bytes of a left operand. */
export const leftBytes: usize = 8;

/** The logarithm in a code's field. */
// @ts-ignore: decorator
@inline
function logarithmOf(code: i32): i32 {
  const half = (logMask + 1) >> 1;
  return ((code & logMask) ^ half) - half;
}

// @ts-ignore: decorator
@inline
function isZero(code: i32): bool {
  return (code & (signBit << 1)) != 0;
}

/** Packs depth x columns codes as one panel; missing columns and rows up to `paddedDepth` are zero. */
export function packPanel(codes: usize, depthStride: usize, columnStride: usize, depth: usize, columns: usize, paddedDepth: usize, packed: usize): void {
  for (let k: usize = 0; k < paddedDepth; k++) {
    for (let column: usize = 0; column < panelColumns; column++) {
      const inside = k < depth && column < columns;
      const code = inside ? <i32>load<u16>(codes + (k * depthStride + column * columnStride) * 2) : zeroCode;
      store<i16>(packed + column * 2, <i16>logarithmOf(code));
      store<i16>(packed + column * 2 + 64, (code & signBit) != 0 ? -1 : 0);
      store<i16>(packed + column * 2 + 128, isZero(code) ? i16.MIN_VALUE : <i16>largest);
    }
    packed += panelRowBytes;
  }
}

/** Packs a row's non-zero codes as (distance of the panel's row in bytes, logarithm, sign); returns how many they are. */
export function packSparseRow(codes: usize, depthStride: usize, depth: usize, packed: usize): usize {
  const start = packed;
  for (let k: usize = 0; k < depth; k++) {
    const code = <i32>load<u16>(codes + k * depthStride * 2);
    if (isZero(code)) continue;
    store<u32>(packed, <u32>(k * panelRowBytes));
    store<i16>(packed + 4, <i16>logarithmOf(code));
    store<i16>(packed + 6, (code & signBit) != 0 ? -1 : 0);
    packed += leftBytes;
  }
  return (packed - start) / leftBytes;
}

/** Packs a row's codes as (logarithm, sign, ceiling, nothing), zeros up to `paddedDepth`. */
export function packDenseRow(codes: usize, depthStride: usize, depth: usize, paddedDepth: usize, packed: usize): void {
  for (let k: usize = 0; k < paddedDepth; k++) {
    const code = k < depth ? <i32>load<u16>(codes + k * depthStride * 2) : zeroCode;
    store<i16>(packed, <i16>logarithmOf(code));
    store<i16>(packed + 2, (code & signBit) != 0 ? -1 : 0);
    store<i16>(packed + 4, isZero(code) ? i16.MIN_VALUE : <i16>largest);
    packed += leftBytes;
  }
}
