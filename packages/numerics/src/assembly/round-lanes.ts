// Rounding to narrower formats, to nearest with ties to even; what is too large becomes infinite, NaN stays NaN. The sign of a
// zero may be lost: sums start from +0, to which either zero is added alike.
//
// A format is known by the numbers below. V8 builds a vector constant anew for every use, and keeps a splat of a variable
// in a register: hence variables, and the constants as locals of the loops.

/** Smallest normal number, and a power of two beyond which all is infinite: what rounding takes for the value's power of two. */
export let smallest: f64 = 0;
export let beyond: f64 = 0;
/** 1.5 * 2^(24 - precision) and 1.5 * 2^(53 - precision): times the power of two, added and subtracted, it rounds. */
export let singleFactor: f32 = 0;
export let doubleFactor: f64 = 0;
/** Powers of two that bring the format's overflow to that of binary32 and of float64. */
export let singleUp: f32 = 0;
export let doubleUp: f64 = 0;
/** Exponent fields, and what rounds the upper half of a binary32 number. */
export let singleExponent: i32 = 0;
export let doubleExponent: u64 = 0;
export let halfMinusOne: i32 = 0;
export let upperHalf: i32 = 0;

/** 1 is binary16, 2 bfloat16; 0, binary32, needs no numbers. */
export function setFormat(format: i32): void {
  smallest = format == 1 ? 6.103515625e-5 : 1.1754943508222875e-38;
  beyond = format == 1 ? 131072 : 1e200;
  singleFactor = 12288;
  doubleFactor = format == 1 ? 6597069766656.0 : 52776558133248.0;
  singleUp = 5.192296858534828e33;
  doubleUp = format == 1 ? 2.7430620343968443e303 : 5.282945311356653e269;
  singleExponent = 0x7f800000;
  doubleExponent = 0x7ff0000000000000;
  halfMinusOne = 0x7fff;
  upperHalf = 0xffff0000;
}

/** Two products in float64, rounded, still as float64. */
// @ts-ignore: decorator
@inline
function roundDoubles(value: v128): v128 {
  const power = f64x2.pmin(f64x2.pmax(v128.and(value, i64x2.splat(doubleExponent)), f64x2.splat(smallest)), f64x2.splat(beyond));
  const rounder = f64x2.mul(power, f64x2.splat(doubleFactor));
  const rounded = f64x2.sub(f64x2.add(value, rounder), rounder);
  return f64x2.mul(f64x2.mul(rounded, f64x2.splat(doubleUp)), f64x2.splat(1 / doubleUp));
}

/** The constants of rounding binary32 lanes, as `round` takes them; meanings differ by format. */
// @ts-ignore: decorator
@inline
export function firstConstant(format: i32): v128 {
  return format == 1 ? i32x4.splat(singleExponent) : i32x4.splat(halfMinusOne);
}

// @ts-ignore: decorator
@inline
export function secondConstant(format: i32): v128 {
  return format == 1 ? f32x4.splat(<f32>smallest) : i32x4.splat(upperHalf);
}

// @ts-ignore: decorator
@inline
export function thirdConstant(format: i32): v128 {
  return format == 1 ? f32x4.splat(singleFactor) : i32x4.splat(halfMinusOne >> 14);
}

// @ts-ignore: decorator
@inline
export function fourthConstant(): v128 {
  return f32x4.splat(singleUp);
}

// @ts-ignore: decorator
@inline
export function fifthConstant(): v128 {
  return f32x4.splat(1 / singleUp);
}

// @ts-ignore: decorator
@inline
export function sixthConstant(): v128 {
  return f32x4.splat(<f32>beyond);
}

/** binary32 lanes, rounded. `format` is a constant where inlined. */
// @ts-ignore: decorator
@inline
export function round(value: v128, format: i32, c1: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128): v128 {
  if (format == 1) {
    const rounder = f32x4.mul(f32x4.pmin(f32x4.pmax(v128.and(value, c1), c2), c6), c3);
    const rounded = f32x4.sub(f32x4.add(value, rounder), rounder);
    return f32x4.mul(f32x4.mul(rounded, c4), c5);
  }
  if (format == 2) {
    // The upper half of the bits, rounded as an integer: a carry goes into the exponent, up to infinity.
    const odd = v128.and(i32x4.shr_u(value, 16), c3);
    const upper = v128.and(i32x4.add(i32x4.add(value, c1), odd), c2);
    return v128.bitselect(upper, value, f32x4.eq(value, value));
  }
  return value;
}

/**
 * Four products, rounded once. `exact` says that products of these operands are exact in binary32; otherwise they are
 * formed in float64, where all are.
 */
// @ts-ignore: decorator
@inline
export function roundedProduct(
  factor: v128, row: v128, format: i32, exact: bool, c1: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128,
): v128 {
  if (exact || format == 0) return round(f32x4.mul(factor, row), format, c1, c2, c3, c4, c5, c6);
  const double = f64x2.promote_low_f32x4(factor);
  const low = roundDoubles(f64x2.mul(double, f64x2.promote_low_f32x4(row)));
  const high = roundDoubles(f64x2.mul(double, f64x2.promote_low_f32x4(v128.shuffle<f64>(row, row, 1, 1))));
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
