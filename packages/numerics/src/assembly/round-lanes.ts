// Rounding to narrower formats, to nearest with ties to even; what is too large becomes infinite, NaN stays NaN.
// Formats by their numbers: 0 is binary32, 1 binary16, 2 bfloat16.

/** binary32 lanes, whose values may be anything. `format` is a constant where inlined. */
// @ts-ignore: decorator
@inline
export function roundSingles(value: v128, format: i32): v128 {
  if (format == 1) {
    // 1.5 * 2^13 times the power of two of the value, at least that of the smallest normal number: adding and subtracting
    // it leaves a multiple of the last place. Beyond 2^16 everything becomes infinite, whatever it is rounded to.
    const power = f32x4.min(f32x4.max(v128.and(value, i32x4.splat(0x7f800000)), f32x4.splat(6.103515625e-5)), f32x4.splat(131072));
    const rounder = f32x4.mul(power, f32x4.splat(12288));
    return overflowed32(f32x4.sub(f32x4.add(value, rounder), rounder), value);
  }
  if (format == 2) {
    // The upper halves of the bits, rounded as integers: a carry goes into the exponent, up to infinity.
    const odd = v128.and(i32x4.shr_u(value, 16), i32x4.splat(1));
    const rounded = v128.and(i32x4.add(i32x4.add(value, i32x4.splat(0x7fff)), odd), i32x4.splat(0xffff0000));
    return v128.bitselect(rounded, value, f32x4.eq(value, value));
  }
  return value;
}

// @ts-ignore: decorator
@inline
function overflowed32(rounded: v128, value: v128): v128 {
  const sign = v128.and(value, i32x4.splat(0x80000000));
  const infinite = v128.or(sign, i32x4.splat(0x7f800000));
  // A result of zero keeps the value's sign, which the subtraction may lose.
  return v128.bitselect(infinite, v128.or(rounded, sign), f32x4.gt(f32x4.abs(rounded), f32x4.splat(65504)));
}

/** float64 lanes, exact products of two binary32 numbers: the same formats (1 or 2), still as float64. */
// @ts-ignore: decorator
@inline
export function roundDoubles(value: v128, format: i32): v128 {
  const smallest = format == 1 ? 6.103515625e-5 : 1.1754943508222875e-38;
  const factor = format == 1 ? 6597069766656.0 : 52776558133248.0;
  const largest = format == 1 ? 65504.0 : 3.3895313892515355e38;
  const sign = v128.and(value, i64x2.splat(0x8000000000000000));
  const power = f64x2.min(f64x2.max(v128.and(value, i64x2.splat(0x7ff0000000000000)), f64x2.splat(smallest)), f64x2.splat(1e200));
  const rounder = f64x2.mul(power, f64x2.splat(factor));
  const rounded = f64x2.sub(f64x2.add(value, rounder), rounder);
  const infinite = v128.or(sign, i64x2.splat(0x7ff0000000000000));
  return v128.bitselect(infinite, v128.or(rounded, sign), f64x2.gt(f64x2.abs(rounded), f64x2.splat(largest)));
}

/**
 * Four products, rounded once. `exact` says that products of these operands are exact in binary32; otherwise they are
 * formed in float64, where all are.
 */
// @ts-ignore: decorator
@inline
export function roundedProduct(factor: v128, row: v128, format: i32, exact: bool): v128 {
  if (exact || format == 0) return roundSingles(f32x4.mul(factor, row), format);
  const double = f64x2.promote_low_f32x4(factor);
  const low = roundDoubles(f64x2.mul(double, f64x2.promote_low_f32x4(row)), format);
  const high = roundDoubles(f64x2.mul(double, f64x2.promote_low_f32x4(v128.shuffle<f64>(row, row, 1, 1))), format);
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** A sum of two numbers of the format, rounded: binary32 has more than twice their bits, so rounding to it first changes nothing. */
// @ts-ignore: decorator
@inline
export function roundedSum(one: v128, other: v128, format: i32): v128 {
  return roundSingles(f32x4.add(one, other), format);
}
