import type { Codes, Reals, Rounding } from "@lnsim/contracts";
import { encodeStochastic } from "./encode-stochastic.ts";
import { encodeSingle } from "./encode-single.ts";
import { encodeWords } from "./encode-words.ts";
import type { LnsLayout } from "./layout.ts";
import { gridPosition, octaveGrid, type GridRounding } from "./octave-grid.ts";

/** What {@link encode} reads and writes. */
export interface EncodeRun {
  readonly values: Reals;
  /** Magnitude of the unit (the top code of a format with a scale); not negative. */
  readonly max: number;
  readonly out: Codes;
}

/**
 * Codes of real values: e = clamp(unit + round(gamma * log2(|x| / max)), lowest, top), the quotient rounded to double
 * precision, the rest exact.
 *
 * - "nearest-even" and "half-away" differ only where a midpoint is a double, which needs gamma < 1: then a tie goes to
 *   the even position below max, or to the larger magnitude. "toward-zero" takes the next smaller magnitude.
 *   "stochastic" goes up with the probability of the fractional position in the logarithmic domain.
 * - Values beyond max, infinities included, become the top code; what is too small becomes the smallest non-zero
 *   magnitude of its sign. Zero and NaN become the zero code (without one: the smallest positive magnitude).
 * - A format without a scale takes 1 for max. With max = 0 every value becomes zero; an infinite max counts as the largest double. A quotient below the range of
 *   double precision is zero.
 *
 * @throws RangeError when max is negative or NaN
 */
export function encode(layout: LnsLayout, { values, max: given, out }: EncodeRun, rounding: Rounding): void {
  const max = layout.scaled ? given : 1;
  if (!(max >= 0)) throw new RangeError(`the maximum of a tensor must not be negative or NaN, found ${max}`);
  const run = { values, max: Math.min(max, Number.MAX_VALUE), out };
  if (max === 0) out.fill(layout.storedZero, 0, values.length);
  else if (rounding.mode === "stochastic") encodeStochastic(layout, run, rounding.random);
  else encodeByThresholds(layout, run, rounding.mode === "toward-zero" ? "floor" : rounding.mode);
}

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

function encodeByThresholds(layout: LnsLayout, run: EncodeRun, rounding: GridRounding): void {
  const { values, max, out } = run;
  if (values instanceof Float32Array) {
    const single = { values, max, out };
    if (encodeWords(layout, single, rounding) || encodeSingle(layout, single, rounding)) return;
  }
  encodeDouble(layout, run, rounding);
}

function encodeDouble(layout: LnsLayout, { values, max, out }: EncodeRun, rounding: GridRounding): void {
  const { top, unit, flip, signBit, storedZero, lowestPositive, lowestNegative } = layout;
  const grid = octaveGrid(layout.gamma, rounding);
  // Signs and zeros are unpredictable, so they select by masks of all ones or all zeros, not by branches.
  for (let i = 0; i < values.length; i++) {
    scratch[0] = values[i] / max;
    const high = words[1];
    const low = words[0];
    const negative = high >> 31;
    const sign = signBit & negative;
    const lowest = lowestPositive + ((lowestNegative - lowestPositive) & negative);
    const exponent = unit + gridPosition(grid, high, low);
    const below = exponent - lowest;
    const bits = (high & 0x7fffffff) | low;
    const nonZero = (bits | -bits) >> 31;
    let code = ((sign | ((exponent - (below & (below >> 31))) ^ flip)) & nonZero) | (storedZero & ~nonZero);
    if (exponent > top) code = values[i] === values[i] ? sign | (top ^ flip) : storedZero;
    out[i] = code;
  }
}
