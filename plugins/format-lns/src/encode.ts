import type { Codes, Reals, Rounding } from "@lnsim/contracts";
import { encodeStochastic } from "./encode-stochastic.ts";
import type { LnsLayout } from "./layout.ts";
import { gridPosition, octaveGrid, type GridRounding } from "./octave-grid.ts";

/** What {@link encode} reads and writes. */
export interface EncodeRun {
  readonly values: Reals;
  /** Magnitude of the top code. */
  readonly max: number;
  readonly out: Codes;
}

/**
 * Codes of real values: e = clamp(top + round(gamma * log2(|x| / max)), lowest, top), the quotient rounded to double
 * precision, the rest exact.
 *
 * - "nearest-even" and "half-away" differ only where a midpoint is a double, which needs gamma < 1: then a tie goes to
 *   the even position below max, or to the larger magnitude. "toward-zero" takes the next smaller magnitude.
 *   "stochastic" goes up with the probability of the fractional position in the logarithmic domain.
 * - Values beyond max, infinities included, become the top code; what is too small becomes the smallest non-zero
 *   magnitude of its sign. Zero and NaN become the zero code (without one: the smallest positive magnitude).
 * - With max = 0 every value becomes zero; with an infinite max only infinities are not the smallest magnitude.
 *
 * @throws RangeError when max is negative or NaN
 */
export function encode(layout: LnsLayout, run: EncodeRun, rounding: Rounding): void {
  const { values, max, out } = run;
  if (!(max >= 0)) throw new RangeError(`the maximum of a tensor must not be negative or NaN, found ${max}`);
  if (max === 0) out.fill(layout.zeroCode ?? 0, 0, values.length);
  else if (rounding.mode === "stochastic") encodeStochastic(layout, run, rounding.random);
  else encodeByThresholds(layout, run, rounding.mode === "toward-zero" ? "floor" : rounding.mode);
}

function encodeByThresholds(layout: LnsLayout, { values, max, out }: EncodeRun, rounding: GridRounding): void {
  const { top, signBit, lowestPositive, lowestNegative } = layout;
  const zero = layout.zeroCode ?? 0;
  const grid = octaveGrid(layout.gamma, rounding);
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    scratch[0] = value / max;
    let exponent = top + gridPosition(grid, words[1], words[0] >>> 0);
    if (exponent > top) exponent = top;
    let sign = 0;
    let lowest = lowestPositive;
    if (value < 0) {
      sign = signBit;
      lowest = lowestNegative;
    }
    if (exponent < lowest) exponent = lowest;
    out[i] = value === 0 || value !== value ? zero : sign | exponent;
  }
}
