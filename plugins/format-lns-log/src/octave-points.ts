import { powerOfTwo } from "@lnsim/elementary";

/** Bits after the point in which roots are computed; doubles need 52, the rest is margin. */
const precision = 160n;
const one = 1n << precision;
/** Bits that are dropped to make a double in [1, 2). */
const dropped = precision - 52n;
/** Bound on the error of a computed power, in units of 2^-precision: about two per multiplication, 2,048 of them. */
const errorBound = 1n << 16n;

/** The points 2^(i / n) of one octave, i = 0 ... n - 1, as doubles. */
export interface OctavePoints {
  /** Correctly rounded. */
  readonly nearest: Float64Array;
  /** The smallest double that is not below the real number. */
  readonly above: Float64Array;
}

const known = new Map<number, OctavePoints>();

/**
 * The powers of the n-th root of two, from integer square roots and products: the same bits everywhere.
 *
 * @param n a power of two, 1 ... 2048
 */
export function octavePoints(n: number): OctavePoints {
  const found = known.get(n);
  if (found !== undefined) return found;
  let root = 2n * one;
  for (let degree = 1; degree < n; degree *= 2) root = squareRoot(root << precision);
  const points = { nearest: new Float64Array(n).fill(1), above: new Float64Array(n).fill(1) };
  let power = one;
  for (let i = 1; i < n; i++) {
    power = (power * root) >> precision;
    checkMargin(power);
    points.nearest[i] = Number((power + (1n << (dropped - 1n))) >> dropped) * 2 ** -52;
    points.above[i] = Number((power >> dropped) + 1n) * 2 ** -52;
  }
  known.set(n, points);
  return points;
}

/** 2^(steps / 2^fractionBits), correctly rounded, for results in the range of normal doubles. */
export function gridPower(steps: number, fractionBits: number): number {
  const perOctave = 2 ** fractionBits;
  const octave = Math.floor(steps / perOctave);
  return powerOfTwo(octave) * octavePoints(perOctave).nearest[steps - octave * perOctave];
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

/** The powers are irrational; a computed one too near to a double or to a midpoint would leave its rounding open. */
function checkMargin(power: bigint): void {
  const half = 1n << (dropped - 1n);
  const rest = power % half;
  if (rest < errorBound || half - rest < errorBound) throw new Error("the precision of the octave points is too small");
}
