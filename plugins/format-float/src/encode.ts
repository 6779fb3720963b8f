import type { Codes, Reals, Rounding } from "@lnsim/contracts";
import type { FloatLayout } from "./layout.ts";
import { powerOfTwo } from "./power-of-two.ts";

/** Adding and subtracting 2^52 leaves the nearest integer, ties to even, of a number in [0, 2^51). */
const integerGrid = 2 ** 52;

/**
 * Codes of real values, each rounded once. With k the exponent of |x| (the smallest normal one for subnormal results)
 * and n = |x| * 2^(fractionBits - k) rounded to an integer, the magnitude's code is n + (k - smallest) * 2^fractionBits:
 * a carry of n moves into the exponent field, and beyond the largest number into infinity, by itself.
 *
 * - Ties of "half-away" go to the larger magnitude; "stochastic" goes there with the probability of the fraction of n,
 *   and draws one word per element whatever its value.
 * - NaN becomes the quiet NaN, or zero where the format has none. The sign of zero is kept.
 */
export function encode(layout: FloatLayout, values: Reals, rounding: Rounding, out: Codes): void {
  const { fractionBits, bits, smallestExponent, largestExponent, infinity } = layout;
  const mode = rounding.mode;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  const overflowCode = layout.saturates || mode === "toward-zero" ? infinity - 1 : infinity;
  const infinityCode = layout.saturates ? infinity - 1 : infinity;
  const nanCode = layout.quietNan ?? 0;
  const signShift = bits - 1;
  const scales = stepReciprocals(layout);
  const scratch = new Float64Array(1);
  const words = new Int32Array(scratch.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const uniform = random === null ? 0 : random.nextUint32() * 2 ** -32;
    scratch[0] = value;
    const high = words[1];
    const sign = (high >>> 31) << signShift;
    const exponent = ((high >>> 20) & 0x7ff) - 1023;
    if (exponent > largestExponent) {
      const magnitude = exponent === 1024 ? infinityCode : overflowCode;
      out[i] = value === value ? sign | magnitude : nanCode;
      continue;
    }
    const field = Math.max(0, exponent - smallestExponent);
    const steps = Math.abs(value) * scales[field];
    const whole = mode === "nearest-even" ? steps + integerGrid - integerGrid : roundSteps(steps, mode, uniform);
    out[i] = sign | Math.min(whole + (field << fractionBits), infinityCode);
  }
}

/** A number in [0, 2^24] rounded to an integer, not to the nearest even; the fraction is exact. */
function roundSteps(steps: number, mode: Rounding["mode"], uniform: number): number {
  const whole = Math.floor(steps);
  if (mode === "toward-zero") return whole;
  const fraction = steps - whole;
  return mode === "half-away" ? whole + (fraction >= 0.5 ? 1 : 0) : whole + (uniform < fraction ? 1 : 0);
}

/** 2^(fractionBits - k) for every normal exponent k, smallest first. */
function stepReciprocals({ fractionBits, smallestExponent, largestExponent }: FloatLayout): Float64Array {
  const length = largestExponent - smallestExponent + 1;
  return Float64Array.from({ length }, (_, index) => powerOfTwo(fractionBits - smallestExponent - index));
}
