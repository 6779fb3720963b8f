// Vector sums that are scaled, or that enter an accumulator that is no integer: V first becomes the real y = V * (left
// scale * right scale), then y enters. Sums are float64 (or int32, of the integer kernels), accumulators float64; an
// accumulator of binary32 numbers holds them as float64.
import { highest, lowest, period } from "./rule";

/** Accumulator units in one unit of the sums: a power of two, so multiplying by it is exact. */
let unit: f64 = 1;
/** 1 when half an accumulator unit is added before rounding down, else 0. */
let roundsHalf: f64 = 0;

export function setScaledRule(newUnit: f64, newRoundsHalf: f64): void {
  unit = newUnit;
  roundsHalf = newRoundsHalf;
}

// The kinds of accumulators; the host knows them by these numbers.
const saturating: i32 = 0;
const wrapping: i32 = 1;
const binary32: i32 = 2;

/** y rounded down, or half up, to whole numbers; exact for every y, since y - floor(y) is compared, not added to. */
// @ts-ignore: decorator
@inline
function rounded(y: v128, half: v128): v128 {
  const whole = f64x2.floor(y);
  const one = v128.and(f64x2.ge(f64x2.sub(y, whole), half), f64x2.splat(1));
  return f64x2.add(whole, one);
}

/** Two's complement of whole numbers of any size: value - floor((value - lowest) / period) * period, without an inexact step. */
// @ts-ignore: decorator
@inline
function reduced(value: v128): v128 {
  const turns = f64x2.floor(f64x2.mul(value, f64x2.splat(1 / period)));
  return f64x2.sub(value, f64x2.mul(turns, f64x2.splat(period)));
}

// @ts-ignore: decorator
@inline
function wrapped(accumulator: v128, whole: v128): v128 {
  const offset = f64x2.splat(lowest);
  return f64x2.add(reduced(f64x2.sub(f64x2.add(accumulator, reduced(whole)), offset)), offset);
}

/** The nearest binary32 number, as float64. */
// @ts-ignore: decorator
@inline
function single(value: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(value));
}

/** What `sum` makes of `accumulator`. A sum of two binary32 numbers rounded to float64 first rounds to the same binary32. */
// @ts-ignore: decorator
@inline
function enteredReal(y: v128, accumulator: v128, half: v128, kind: i32): v128 {
  if (kind == saturating) {
    const value = f64x2.add(accumulator, rounded(y, half));
    return f64x2.pmax(f64x2.splat(lowest), f64x2.pmin(f64x2.splat(highest), value));
  }
  if (kind == wrapping) return wrapped(accumulator, rounded(y, half));
  if (kind == binary32) return single(f64x2.add(accumulator, single(y)));
  return f64x2.add(accumulator, y);
}

/** Two neighbouring sums as float64. */
// @ts-ignore: decorator
@inline
function loadSums<Sum>(sums: usize): v128 {
  if (isInteger<Sum>()) return f64x2.convert_low_i32x4_s(v128.load64_zero(sums));
  return v128.load(sums);
}

/** `kind` is a constant where inlined; `scaled` too. */
// @ts-ignore: decorator
@inline
function enterRows<Sum>(
  sums: usize, accumulators: usize, rows: usize, width: usize, leftScales: usize, rightScales: usize, kind: i32, scaled: bool,
): void {
  const half = f64x2.splat(roundsHalf == 0 ? Infinity : 0.5);
  const unitOfSum = f64x2.splat(unit);
  for (let row: usize = 0; row < rows; row++) {
    const left = scaled ? v128.load64_splat(leftScales + row * 8) : unitOfSum;
    for (let column: usize = 0; column < width; column += 2) {
      let y = loadSums<Sum>(sums);
      if (scaled) y = f64x2.mul(y, f64x2.mul(left, v128.load(rightScales + column * 8)));
      const entered = enteredReal(f64x2.mul(y, unitOfSum), v128.load(accumulators), half, kind);
      v128.store(accumulators, entered);
      sums += 2 * sizeof<Sum>();
      accumulators += 16;
    }
  }
}

/** The loop for each kind of accumulator. */
// @ts-ignore: decorator
@inline
function enterKind<Sum>(
  sums: usize, accumulators: usize, rows: usize, width: usize, leftScales: usize, rightScales: usize, kind: i32, scaled: bool,
): void {
  if (kind == saturating) enterRows<Sum>(sums, accumulators, rows, width, leftScales, rightScales, saturating, scaled);
  else if (kind == wrapping) enterRows<Sum>(sums, accumulators, rows, width, leftScales, rightScales, wrapping, scaled);
  else if (kind == binary32) enterRows<Sum>(sums, accumulators, rows, width, leftScales, rightScales, binary32, scaled);
  else enterRows<Sum>(sums, accumulators, rows, width, leftScales, rightScales, 3, scaled);
}

/** Enters rows x width sums (width even); `leftScales` has one scale per row, `rightScales` one per column, or both are 0. */
export function enterReals(
  sums: usize, accumulators: usize, rows: usize, width: usize, leftScales: usize, rightScales: usize, kind: i32,
): void {
  if (leftScales == 0) enterKind<f64>(sums, accumulators, rows, width, 0, 0, kind, false);
  else enterKind<f64>(sums, accumulators, rows, width, leftScales, rightScales, kind, true);
}

/** The same for sums that are int32. */
export function enterIntegers(
  sums: usize, accumulators: usize, rows: usize, width: usize, leftScales: usize, rightScales: usize, kind: i32,
): void {
  if (leftScales == 0) enterKind<i32>(sums, accumulators, rows, width, 0, 0, kind, false);
  else enterKind<i32>(sums, accumulators, rows, width, leftScales, rightScales, kind, true);
}
