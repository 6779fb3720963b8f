// Sums in the logarithmic domain, eight 16-bit logarithms at a time, signs beside them as masks.
//
// Zero has no flag here: any logarithm so far below the smallest one that its distance to every other operand is beyond the
// tables. A sum with such an operand is then the other operand by itself.

/** Where the tables stand: the first region of the memory. Equal signs, then opposite ones, `stride` entries each. */
// @ts-ignore: decorator
@inline
export const tables: usize = 1024;

/** Largest logarithm. */
export let largest: i32 = 0;
/** Index of the first entry, a zero, that stands for all greater differences. */
export let lastEntry: i32 = 0;
/** The logarithm that stands for a zero that is a result. */
export let zeroResult: i32 = 0;
/** The code of zero, its sign bit and the mask of its logarithm. */
export let zeroCode: i32 = 0;
export let signBit: i32 = 0;
export let logMask: i32 = 0;

export function setLogRule(newLargest: i32, newLastEntry: i32, newZeroResult: i32, newZeroCode: i32, newSignBit: i32, newLogMask: i32): void {
  largest = newLargest;
  lastEntry = newLastEntry;
  zeroResult = newZeroResult;
  zeroCode = newZeroCode;
  signBit = newSignBit;
  logMask = newLogMask;
}

/** The logarithm of a sum; `opposite` is all ones in lanes of opposite signs. */
// @ts-ignore: decorator
@inline
export function sumLogarithm(x: v128, y: v128, opposite: v128): v128 {
  const high = i16x8.max_s(x, y);
  const difference = i16x8.sub_sat_s(high, i16x8.min_s(x, y));
  const last = i16x8.splat(<i16>lastEntry);
  const entry = i16x8.add(i16x8.min_s(difference, last), v128.and(opposite, i16x8.splat(<i16>(lastEntry + 1))));
  const sum = i16x8.add_sat_s(high, entriesAt(i16x8.shl(entry, 1)));
  const lowest = i16x8.min_s(high, i16x8.splat(<i16>-largest));
  const clamped = i16x8.max_s(i16x8.min_s(sum, i16x8.splat(<i16>largest)), lowest);
  const cancels = v128.and(i16x8.eq(x, y), opposite);
  return v128.bitselect(i16x8.splat(<i16>zeroResult), clamped, cancels);
}

/** The sign of a sum: that of the larger logarithm. */
// @ts-ignore: decorator
@inline
export function sumSign(x: v128, y: v128, signOfX: v128, opposite: v128): v128 {
  return v128.xor(signOfX, v128.and(opposite, i16x8.gt_s(y, x)));
}

/** Eight entries of the tables, by their distances in bytes. */
// @ts-ignore: decorator
@inline
function entriesAt(offsets: v128): v128 {
  let entries = v128.load_zero<u32>(<usize>i16x8.extract_lane_u(offsets, 0), tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 1), entries, 1, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 2), entries, 2, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 3), entries, 3, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 4), entries, 4, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 5), entries, 5, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 6), entries, 6, tables);
  entries = v128.load_lane<u16>(<usize>i16x8.extract_lane_u(offsets, 7), entries, 7, tables);
  return entries;
}

/** Codes of logarithms and signs: anything below the smallest logarithm is zero. */
// @ts-ignore: decorator
@inline
export function codesOf(logarithm: v128, sign: v128): v128 {
  const field = v128.and(logarithm, i16x8.splat(<i16>logMask));
  const code = v128.or(field, v128.and(sign, i16x8.splat(<i16>signBit)));
  const isZero = i16x8.lt_s(logarithm, i16x8.splat(<i16>-largest));
  return v128.bitselect(i16x8.splat(<i16>zeroCode), code, isZero);
}
