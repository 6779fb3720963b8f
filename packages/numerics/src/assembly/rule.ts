// The accumulator rule as constants. Sums are multiples of 2^-shift LSBs; accumulators are whole LSBs.

/** What a vector sum starts from: 1/2 to round half up, 1/2 - 2^(shift-1) to round down. */
export let start: f64 = 0;
/** 1.5 * 2^(52+shift): adding and subtracting it leaves the nearest multiple of 2^shift. */
export let magic: f64 = 0;
/** 2^-shift. */
export let scale: f64 = 0;
/** Largest and smallest accumulator. */
export let highest: f64 = 0;
export let lowest: f64 = 0;
/** 2^bits, the period of a wrapping accumulator; 0 when it saturates. */
export let period: f64 = 0;

/** 1.5 * 2^52: adding and subtracting it leaves the nearest integer. */
export let integral: f64 = 0;

// The parts of a record. Variables although they never change: V8 builds a vector constant anew for every use, and
// keeps a splat of a variable in a register.
/** Where the factor is. */
export let factorBits: u64 = 0;
/** Where the factor's magnitude is, and its sign. */
export let magnitudeBits: u64 = 0;
export let signBit: u64 = 0;

export function setRule(newStart: f64, newMagic: f64, newScale: f64, newHighest: f64, newLowest: f64, newPeriod: f64): void {
  start = newStart;
  magic = newMagic;
  scale = newScale;
  highest = newHighest;
  lowest = newLowest;
  period = newPeriod;
  integral = 6755399441055744.0;
  factorBits = 0xffffffff00000000;
  magnitudeBits = 0x7fffffff00000000;
  signBit = 0x8000000000000000;
}

/** What a vector's sum makes of an accumulator before it is saturated or wrapped: acc + round(sum * 2^-shift). */
// @ts-ignore: decorator
@inline
export function entered(sum: v128, accumulator: v128, rounder: v128, lsb: v128): v128 {
  const rounded = f64x2.sub(f64x2.add(sum, rounder), rounder);
  return v128.relaxed_madd<f64>(rounded, lsb, accumulator);
}

/** The nearest accumulator. */
// @ts-ignore: decorator
@inline
export function saturated(value: v128, high: v128, low: v128): v128 {
  return f64x2.pmax(low, f64x2.pmin(high, value));
}
