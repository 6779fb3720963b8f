import type { Rounding } from "@lnsim/contracts";
import type { EncodeRun } from "./encode.ts";
import type { FloatGrid } from "./grid.ts";
import type { FloatLayout } from "./layout.ts";

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/**
 * Codes of real values in the rounding modes other than to the nearest even; otherwise as `encodeNearestEven`.
 *
 * - "half-away" takes the larger magnitude on a tie; "stochastic" takes it with the probability of the fraction of a
 *   step, and draws one word per element whatever its value.
 * - "toward-zero" never leaves the finite numbers: what lies beyond becomes the largest one. Infinities stay what they are.
 */
export function encodeRounded(layout: FloatLayout, grid: FloatGrid, { values, numerator, denominator, out }: EncodeRun, rounding: Rounding): void {
  const { scaled, fractionBits, topCode, firstCode, signBit } = layout;
  const { reciprocals, lastField, cap } = grid;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  const firstExponent = layout.smallestExponent + 1023;
  for (let i = 0; i < values.length; i++) {
    const value = scaled ? (values[i] * numerator) / denominator : values[i];
    const uniform = random === null ? 0.5 : random.nextUint32() * 2 ** -32;
    scratch[0] = value;
    const high = words[1];
    const sign = high < 0 ? signBit : 0;
    const field = Math.min(lastField, Math.max(0, ((high >>> 20) & 0x7ff) - firstExponent));
    const steps = Math.min(Math.abs(value), cap) * reciprocals[field];
    const whole = Math.floor(steps);
    const isUp = rounding.mode === "half-away" ? steps - whole >= 0.5 : uniform < steps - whole && random !== null;
    const code = whole + (isUp ? 1 : 0) + (field << fractionBits);
    if (value !== value) out[i] = layout.nanCode ?? 0;
    else if (code <= topCode) out[i] = code < firstCode ? sign : sign | code;
    else out[i] = rounding.mode === "toward-zero" && Math.abs(value) < Infinity ? sign | topCode : beyond(layout, sign);
  }
}

/** The code of what lies beyond the largest number: NaN has no sign, so that it is the same code again. */
function beyond({ overflowCode, nanCode }: FloatLayout, sign: number): number {
  return overflowCode === nanCode ? overflowCode : sign | overflowCode;
}
