import { LnsimError, type Codes, type Log2View, type Rounding } from "@lnsim/contracts";
import { zeroPattern, type LnsLayout } from "./layout.ts";

/**
 * Multiplicative updates on stored codes (LNS-Madam, weight-update unit): e' = clamp(round(e + gamma * change)) between
 * the smallest non-zero exponent of the sign and the top one; the sum is formed in double precision.
 *
 * Ties go to the even exponent ("nearest-even") or to the larger one ("half-away"); "toward-zero" is toward the smaller
 * magnitude. Stochastic rounding draws one word per element, zeros included.
 */
export function createLog2View(layout: LnsLayout): Log2View {
  return {
    gridPerOctave: layout.gamma,
    shift: (codes, changeOctaves, rounding) => shift(layout, codes, changeOctaves, rounding),
    signs: (codes, out) => writeSigns(layout, codes, out),
  };
}

/** Adding and subtracting 1.5 * 2^52 leaves the nearest integer, ties to even, of magnitudes below 2^51. */
const integerGrid = 1.5 * 2 ** 52;

function shift(layout: LnsLayout, codes: Codes, change: Float64Array, rounding: Rounding): void {
  const { gamma, top, flip, signBit, lowestPositive, lowestNegative } = layout;
  const { mask, bits } = zeroPattern(layout);
  const signShift = layout.bits - 1;
  const negativeLift = lowestNegative - lowestPositive;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  const isNearestEven = rounding.mode === "nearest-even";
  const offset = rounding.mode === "half-away" ? 0.5 : 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const position = ((code ^ flip) & top) + gamma * change[i];
    let exponent: number;
    if (isNearestEven) exponent = position + integerGrid - integerGrid;
    else exponent = Math.floor(position + (random === null ? offset : random.nextUint32() * 2 ** -32));
    if (!(exponent <= top)) {
      if (position !== position) throw notANumber(i);
      exponent = top;
    }
    const sign = code & signBit;
    const lowest = lowestPositive + (sign >>> signShift) * negativeLift;
    if (exponent < lowest) exponent = lowest;
    if ((code & mask) !== bits) codes[i] = sign | (exponent ^ flip);
  }
}

function writeSigns(layout: LnsLayout, codes: Codes, out: Float64Array): void {
  const { mask, bits } = zeroPattern(layout);
  const signShift = layout.bits - 1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const difference = (code & mask) ^ bits;
    out[i] = Math.imul((difference | -difference) >>> 31, 1 - ((code >>> signShift) & 1) * 2);
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
