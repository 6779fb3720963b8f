import { entered, highest, integral, lowest, magic, period, saturated, scale, start } from "./rule";

/** Sets `count` sums (a multiple of 2) to what a vector starts from. */
export function fillSums(sums: usize, count: usize): void {
  const value = f64x2.splat(start);
  const end = sums + count * 8;
  for (; sums < end; sums += 16) v128.store(sums, value);
}

/** Enters `count` vector sums (a multiple of 4) into their accumulators and sets them back to the start. */
export function accumulateSums(sums: usize, accumulators: usize, count: usize): void {
  if (period == 0) enterSums(sums, accumulators, count, false);
  else enterSums(sums, accumulators, count, true);
}

/** `wraps` is a constant where inlined. */
// @ts-ignore: decorator
@inline
function enterSums(sums: usize, accumulators: usize, count: usize, wraps: bool): void {
  const first = f64x2.splat(start);
  const rounder = f64x2.splat(magic);
  const lsb = f64x2.splat(scale);
  const high = f64x2.splat(highest);
  const low = f64x2.splat(lowest);
  const end = sums + count * 8;
  for (; sums < end; sums += 32, accumulators += 32) {
    const wanted0 = entered(v128.load(sums), v128.load(accumulators), rounder, lsb);
    const wanted1 = entered(v128.load(sums, 16), v128.load(accumulators, 16), rounder, lsb);
    v128.store(accumulators, wraps ? wrapped(wanted0) : saturated(wanted0, high, low));
    v128.store(accumulators, wraps ? wrapped(wanted1) : saturated(wanted1, high, low), 16);
    v128.store(sums, first);
    v128.store(sums, first, 16);
  }
}

/** Two's complement: value - floor((value - lowest) / period) * period. */
// @ts-ignore: decorator
@inline
function wrapped(value: v128): v128 {
  const rounder = f64x2.splat(integral);
  // Of a whole number n, (n + 1/2) / period - 1/2 is nearest to floor(n / period), and never halfway.
  const above = f64x2.add(value, f64x2.splat(0.5 - lowest));
  const turns = f64x2.sub(f64x2.mul(above, f64x2.splat(1 / period)), f64x2.splat(0.5));
  const whole = f64x2.sub(f64x2.add(turns, rounder), rounder);
  return f64x2.sub(value, f64x2.mul(whole, f64x2.splat(period)));
}
