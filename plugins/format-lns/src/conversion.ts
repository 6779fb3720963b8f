import { powerOfTwo } from "@lnsim/elementary";
import { gridPower } from "./magnitude.ts";

/** What one unit of the low remainder bits adds to the shifted one; see the datapath parameter of this name. */
export type MitchellStep = "gamma" | "lut-step";

/**
 * How a remainder r becomes a factor 2^(r / gamma): the high bits r_M select one of `lut` constants, the low bits r_L
 * are added to the one that is shifted (the hybrid of Mitchell's approximation and a table; LNS-Madam, claims 9 and 10
 * of US 11,886,980). With lut = gamma there are no low bits and the conversion is exact.
 */
export interface Conversion {
  readonly gamma: number;
  /** Number of constants, a power of two up to gamma. */
  readonly lut: number;
  readonly mitchell: MitchellStep;
}

/** A remainder taken apart: factor = (1 + low / step) * 2^(high / lut). */
export interface RemainderParts {
  readonly high: number;
  readonly low: number;
}

/** Splits a remainder in [0, gamma) into the index of its constant and its low bits. */
export function splitRemainder({ gamma, lut }: Conversion, remainder: number): RemainderParts {
  const lows = Math.max(1, gamma) / lut;
  const low = remainder % lows;
  return { high: (remainder - low) / lows, low };
}

/** Denominator of the low bits: gamma in the published form, 1 where there are no low bits. */
export function mitchellDenominator({ gamma, lut, mitchell }: Conversion): number {
  if (lut >= gamma) return 1;
  return mitchell === "gamma" ? gamma : gamma / lut;
}

/** The factor of a remainder with an unrounded constant. */
export function realFactor(conversion: Conversion, remainder: number): number {
  const { high, low } = splitRemainder(conversion, remainder);
  const { gamma, lut } = conversion;
  return (1 + low / mitchellDenominator(conversion)) * gridPower((high * Math.max(1, gamma)) / lut, Math.max(1, gamma));
}

/** The constants 2^(i / lut) rounded to `fractionBits` bits after the point, as integers. */
export function fixedConstants({ lut }: Conversion, fractionBits: number): Float64Array {
  return Float64Array.from({ length: lut }, (_, index) => Math.round(gridPower(index, lut) * powerOfTwo(fractionBits)));
}

/**
 * What every remainder in [0, gamma) becomes in a lane that converts before it shifts, an integer in units of
 * 2^-fractionBits: floor(C[r_M] * (D + r_L) / D), with D the denominator of the low bits.
 */
export function convertedConstants(conversion: Conversion, fractionBits: number): Float64Array {
  const constants = fixedConstants(conversion, fractionBits);
  const denominator = mitchellDenominator(conversion);
  return Float64Array.from({ length: Math.max(1, conversion.gamma) }, (_, remainder) => {
    const { high, low } = splitRemainder(conversion, remainder);
    return denominator === 1 ? constants[high] : Math.floor((constants[high] * (denominator + low)) / denominator);
  });
}
