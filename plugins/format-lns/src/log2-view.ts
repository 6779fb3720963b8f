import { LnsimError, type Codes, type Log2View, type Rounding } from "@lnsim/contracts";
import { isZero, signOf, type LnsLayout } from "./layout.ts";

/**
 * Multiplicative updates on stored codes (LNS-Madam, weight-update unit): e' = clamp(round(e + gamma * change)) between
 * the smallest non-zero exponent of the sign and the top one.
 *
 * Ties go to the even code ("nearest-even") or to the larger magnitude ("half-away"); "toward-zero" is toward the
 * smaller magnitude. Stochastic rounding draws one word per element, zeros included.
 */
export function createLog2View(layout: LnsLayout): Log2View {
  return {
    gridPerOctave: layout.gamma,
    shift: (codes, changeOctaves, rounding) => shift(layout, codes, changeOctaves, rounding),
    signs: (codes, out) => writeSigns(layout, codes, out),
  };
}

function shift(layout: LnsLayout, codes: Codes, change: Float64Array, rounding: Rounding): void {
  const { gamma, top, signBit, lowestPositive, lowestNegative } = layout;
  const mode = rounding.mode;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  // Zero codes are recognised by their bits: the canonical one, or exponent 0 under "reserve-min".
  const zeroMask = layout.zero === "reserve-min" ? top : -1;
  const zeroBits = layout.zeroCode ?? -1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const uniform = random === null ? 0.5 : random.nextUint32() * 2 ** -32;
    if ((code & zeroMask) === zeroBits) continue;
    const steps = gamma * change[i];
    if (steps !== steps) throw notANumber(i);
    const old = code & top;
    const sign = code & signBit;
    const whole = Math.floor(steps);
    const rest = steps - whole;
    let exponent = old + whole;
    if (mode === "stochastic") exponent += uniform < rest ? 1 : 0;
    else if (mode !== "toward-zero" && rest >= 0.5) {
      exponent += rest > 0.5 || mode === "half-away" || (exponent & 1) === 1 ? 1 : 0;
    }
    const lowest = sign === 0 ? lowestPositive : lowestNegative;
    codes[i] = sign | (exponent > top ? top : exponent < lowest ? lowest : exponent);
  }
}

function writeSigns(layout: LnsLayout, codes: Codes, out: Float64Array): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    out[i] = isZero(layout, code) ? 0 : signOf(layout, code);
  }
}

function notANumber(index: number): LnsimError {
  return new LnsimError({
    code: "plugin-failed",
    message: "the optimizer asked for a weight change that is not a number",
    path: `change[${index}]`,
    found: "NaN",
    expected: "a change in octaves",
    remedy: "the optimizer plugin has to map an undefined change to 0",
  });
}
