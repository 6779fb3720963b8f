import { powerOfTwo } from "./float64-bits.ts";

/** Bits after the point in which the roots are computed; doubles need 52, the rest is margin. */
const precision = 192n;
const one = 1n << precision;
/** Fraction bits of a double in [1, 2). */
const doubleBits = 52n;
/** Bits that are dropped to make a double. */
const dropped = precision - doubleBits;
/** Bound on the error of a computed root, in units of 2^-precision: about two per multiplication, 8,192 of them. */
const errorBound = 1n << 20n;

/** The points 2^(i/n) of one octave, i = 0 ... n - 1, as doubles. */
export interface OctaveRoots {
  /** Correctly rounded. */
  readonly nearest: Float64Array;
  /** The smallest double that is not below the real number. */
  readonly above: Float64Array;
}

const known = new Map<number, OctaveRoots>();

/**
 * The n-th roots of two and their powers, from integer square roots and products: the same bits everywhere.
 *
 * @param n a power of two, 1 ... 8192
 */
export function octaveRoots(n: number): OctaveRoots {
  const found = known.get(n);
  if (found !== undefined) return found;
  const nearest = new Float64Array(n);
  const above = new Float64Array(n);
  const root = nthRoot(n);
  let power = one;
  for (let i = 0; i < n; i++) {
    nearest[i] = toDouble((power + (1n << (dropped - 1n))) >> dropped);
    above[i] = i === 0 ? 1 : toDouble((power >> dropped) + 1n);
    if (i > 0) checkMargin(power);
    power = (power * root) >> precision;
  }
  const roots = { nearest, above };
  known.set(n, roots);
  return roots;
}

/** 2^(1/n) in fixed point, by square roots of square roots. */
function nthRoot(n: number): bigint {
  let root = 2n * one;
  for (let degree = 1; degree < n; degree *= 2) root = squareRoot(root << precision);
  return root;
}

/** Floor of the square root, by Newton's iteration from above. */
function squareRoot(value: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The roots are irrational; a computed one too near to a double or to a midpoint would leave its rounding open. */
function checkMargin(power: bigint): void {
  const half = 1n << (dropped - 1n);
  const rest = power % half;
  if (rest < errorBound || half - rest < errorBound) throw new Error("the precision of the octave roots is too small");
}

/** `units` * 2^-52, exact. */
function toDouble(units: bigint): number {
  return Number(units) * powerOfTwo(-52);
}
