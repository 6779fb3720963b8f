/**
 * One piecewise-linear function of a difference d >= 0 of logarithms. Segment i holds the d up to and with
 * breakpoints[i]; its slope is a power of two and its value
 *
 * - for equal signs (and for the exponential, see there) intercept - d * 2^-shift;
 * - for opposite signs intercept + d * 2^shift.
 *
 * Beyond the last breakpoint the function is 0.
 */
export interface Segments {
  readonly breakpoints: readonly number[];
  readonly shifts: readonly number[];
  readonly intercepts: readonly number[];
}

/** Both functions of an adder, of which log2(2^x +- 2^y) = max(x, y) + delta(|x - y|). */
export interface DeltaSegments {
  /** log2(1 + 2^-d). */
  readonly same: Segments;
  /** log2(1 - 2^-d). */
  readonly opposite: Segments;
}

/** Segments of one function whose breakpoints and intercepts are whole steps of a grid. */
export type IntegerSegments = Segments;

/** Breakpoints and intercepts on the grid of 2^fractionBits steps an octave, cut toward zero as the hardware has them. */
export function quantizeSegments(segments: Segments, fractionBits: number): IntegerSegments {
  const cut = (value: number): number => Math.trunc(value * 2 ** fractionBits) + 0;
  return { breakpoints: segments.breakpoints.map(cut), shifts: [...segments.shifts], intercepts: segments.intercepts.map(cut) };
}

/** The values at d = 0 ... the last breakpoint of a function for equal signs: intercept - (d >> shift). */
export function tabulateSame(segments: IntegerSegments): Int32Array {
  return tabulate(segments, (d, shift, intercept) => intercept - (d >> shift));
}

/** The same for opposite signs: intercept + (d << shift), with negative shifts to the right. */
export function tabulateOpposite(segments: IntegerSegments): Int32Array {
  return tabulate(segments, (d, shift, intercept) => intercept + (shift < 0 ? d >> -shift : d << shift));
}

/** Each d takes the first segment whose breakpoint it does not exceed. */
function tabulate({ breakpoints, shifts, intercepts }: IntegerSegments, valueOf: (d: number, shift: number, intercept: number) => number): Int32Array {
  const table = new Int32Array(Math.max(...breakpoints) + 1);
  let d = 0;
  for (let segment = 0; segment < breakpoints.length; segment++) {
    for (; d <= breakpoints[segment]; d++) table[d] = valueOf(d, shifts[segment], intercepts[segment]);
  }
  return table;
}
