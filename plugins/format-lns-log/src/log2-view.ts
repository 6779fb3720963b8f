import { LnsimError, type Codes, type Log2View, type Rounding } from "@lnsim/contracts";
import { logarithmOf, type LogLayout } from "./layout.ts";

/**
 * Multiplicative updates on stored codes: k' = clamp(round(k + 2^fractionBits * change)) to +-largest, the sum formed in
 * double precision. Ties go to the even logarithm ("nearest-even") or to the larger one ("half-away"); "toward-zero" is
 * toward the smaller magnitude. Stochastic rounding draws one word per element, zeros included.
 */
export function createLog2View(layout: LogLayout): Log2View {
  return {
    gridPerOctave: 2 ** layout.fractionBits,
    shift: (codes, changeOctaves, rounding) => shift(layout, codes, changeOctaves, rounding),
    signs: (codes, out) => {
      for (let i = 0; i < codes.length; i++) out[i] = signOf(layout, codes[i]);
    },
  };
}

function signOf({ zeroBit, signBit }: LogLayout, code: number): number {
  if ((code & zeroBit) !== 0) return 0;
  return (code & signBit) === 0 ? 1 : -1;
}

/** Adding and subtracting 1.5 * 2^52 leaves the nearest integer, ties to even, of magnitudes below 2^51. */
const integerGrid = 1.5 * 2 ** 52;

function shift(layout: LogLayout, codes: Codes, change: Float64Array, rounding: Rounding): void {
  const { largest, logMask, zeroBit, signBit } = layout;
  const perOctave = 2 ** layout.fractionBits;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  const isNearestEven = rounding.mode === "nearest-even";
  const offset = rounding.mode === "half-away" ? 0.5 : 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const position = logarithmOf(layout, code) + perOctave * change[i];
    if (position !== position) throw notANumber(i);
    let k: number;
    if (isNearestEven) k = position + integerGrid - integerGrid;
    else k = Math.floor(position + (random === null ? offset : random.nextUint32() * 2 ** -32));
    const clamped = k > largest ? largest : k < -largest ? -largest : k;
    if ((code & zeroBit) === 0) codes[i] = (code & signBit) | (clamped & logMask);
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
