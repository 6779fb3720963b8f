import { highest, lowest, magic, period, scale, start } from "./rule";

/** Sets `count` sums (a multiple of 2) to what a vector starts from. */
export function fillSums(sums: usize, count: usize): void {
  const value = f64x2.splat(start);
  const end = sums + count * 8;
  for (; sums < end; sums += 16) v128.store(sums, value);
}

/** Enters `count` vector sums (a multiple of 4) into their accumulators and sets them back to the start. */
export function accumulateSums(sums: usize, accumulators: usize, count: usize): void {
  const value = f64x2.splat(start);
  const end = sums + count * 8;
  for (; sums < end; sums += 32, accumulators += 32) {
    const next0 = entered(v128.load(sums), v128.load(accumulators));
    const next1 = entered(v128.load(sums, 16), v128.load(accumulators, 16));
    v128.store(accumulators, next0);
    v128.store(accumulators, next1, 16);
    v128.store(sums, value);
    v128.store(sums, value, 16);
  }
}

/** overflow(acc + round(sum * 2^-shift)); a wrapping accumulator is brought back by the nearest multiple of its period. */
// @ts-ignore: decorator
@inline
function entered(sum: v128, accumulator: v128): v128 {
  const rounder = f64x2.splat(magic);
  const rounded = f64x2.sub(f64x2.add(sum, rounder), rounder);
  const wanted = v128.relaxed_madd<f64>(rounded, f64x2.splat(scale), accumulator);
  if (period == 0) return f64x2.pmax(f64x2.splat(lowest), f64x2.pmin(f64x2.splat(highest), wanted));
  const above = f64x2.sub(wanted, f64x2.splat(lowest));
  const turns = f64x2.floor(f64x2.div(above, f64x2.splat(period)));
  return f64x2.sub(wanted, f64x2.mul(turns, f64x2.splat(period)));
}
