import { LnsimError } from "@lnsim/contracts";
import type { FloatParameters } from "./parameters.ts";

/**
 * Sign, exponent field, fraction field, from the top; the exponent field 0 holds zero and the subnormals (IEEE
 * 754-2019, section 3.4, for any widths). Codes named here are magnitudes, without the sign bit.
 */
export interface FloatLayout {
  readonly exponentBits: number;
  readonly fractionBits: number;
  /** 1 + exponentBits + fractionBits. */
  readonly bits: number;
  /** The bit of the sign, as a 32-bit integer. */
  readonly signBit: number;
  /** Exponent of the smallest normal number, 1 - bias. */
  readonly smallestExponent: number;
  /** Code of the largest finite number. */
  readonly topCode: number;
  /** Codes above the top one that are infinity, or null where there is none. */
  readonly infinityCode: number | null;
  /** The NaN that is stored, positive, or null where there is none. */
  readonly nanCode: number | null;
  /** Where finite values beyond the top go, and infinities: the top code, infinity or NaN. */
  readonly overflowCode: number;
  /** Codes below this one are zero: the smallest normal where subnormals are flushed, else 0. */
  readonly firstCode: number;
  readonly scaled: boolean;
  /** Smallest and largest non-zero magnitude without a scale. */
  readonly smallest: number;
  readonly largest: number;
}

/**
 * The layout that belongs to checked parameter values.
 *
 * @throws {LnsimError} code "invalid-combination": no finite number but zero is left, binary32 cannot hold the
 * largest one, or nothing is there for overflows to become
 */
export function createLayout(values: FloatParameters): FloatLayout {
  const { exponentBits, fractionBits, special, scaled } = values;
  checkValues(values);
  const bits = 1 + exponentBits + fractionBits;
  const hidden = 2 ** fractionBits;
  const last = 2 ** (bits - 1) - 1;
  const infinity = special === "ieee" ? last + 1 - hidden : null;
  const nan = { ieee: fractionBits === 0 ? null : last + 1 - hidden / 2, "finite-nan": last, finite: null }[special];
  const topCode = special === "finite" ? last : (infinity ?? last) - 1;
  const firstCode = values.subnormals === "flushed" ? hidden : 0;
  if (topCode < Math.max(1, firstCode)) refuse("fractionBits", values, "a format with a finite number beside zero");
  const smallestExponent = 2 - 2 ** (exponentBits - 1);
  return {
    exponentBits,
    fractionBits,
    bits,
    signBit: 1 << (bits - 1),
    smallestExponent,
    topCode,
    infinityCode: infinity,
    nanCode: nan,
    overflowCode: values.overflow === "saturate" ? topCode : (infinity ?? nan ?? topCode),
    firstCode,
    scaled,
    smallest: 2 ** (smallestExponent - (firstCode === 0 ? fractionBits : 0)),
    largest: magnitudeOf(topCode, fractionBits, smallestExponent),
  };
}

function magnitudeOf(code: number, fractionBits: number, smallestExponent: number): number {
  const hidden = 2 ** fractionBits;
  const field = Math.floor(code / hidden);
  const whole = field === 0 ? code : (code % hidden) + hidden;
  return whole * 2 ** (smallestExponent - fractionBits + Math.max(0, field - 1));
}

function checkValues(values: FloatParameters): void {
  const { exponentBits, special, overflow } = values;
  if (exponentBits === 8 && special !== "ieee") refuse("exponentBits", values, "special=ieee, or at most 7: binary32 must hold every number");
  if (special === "finite" && overflow !== "saturate") refuse("overflow", values, "overflow=saturate, since a format of finite numbers has nothing else");
}

function refuse(parameter: "exponentBits" | "fractionBits" | "overflow", values: FloatParameters, expected: string): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: "these parameters of a floating-point format do not go together",
    path: parameter,
    found: `${parameter}=${values[parameter]}, special=${values.special}, subnormals=${values.subnormals}`,
    expected,
  });
}
