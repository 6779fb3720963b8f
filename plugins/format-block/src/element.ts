/** A number system of at most 256 codes with as many negative as positive numbers. */
export interface Element {
  /** Width of a code, sign included. */
  readonly bits: number;
  /** The finite magnitudes in ascending order, from 0; a positive number's code is its index. */
  readonly magnitudes: Float64Array;
  /** Every magnitude is a multiple of this power of two. */
  readonly step: number;
  /** Fraction bits with which every magnitude and every midpoint of two neighbours can be written, leading one apart. */
  readonly midpointBits: number;
  /** How negative numbers are coded. */
  readonly signs: "sign-bit" | "twos-complement";
  /** The code of NaN, or null where there is none. */
  readonly nanCode: number | null;
}

/** What distinguishes one small float from another. */
export interface Minifloat {
  readonly exponentBits: number;
  readonly fractionBits: number;
  /** Finite magnitudes: all codes, or fewer where the last ones are NaN and infinity. */
  readonly magnitudeCount: number;
  readonly nanCode: number | null;
}

/** A binary float of at most 8 bits with subnormals, as the elements of OCP MX formats v1.0, section 5.3, are defined. */
export function minifloat({ exponentBits, fractionBits, magnitudeCount, nanCode }: Minifloat): Element {
  const hidden = 2 ** fractionBits;
  const step = 2 ** (2 - 2 ** (exponentBits - 1) - fractionBits);
  const magnitudes = Float64Array.from({ length: magnitudeCount }, (_, code) => {
    const field = Math.floor(code / hidden);
    return field === 0 ? code * step : ((code % hidden) + hidden) * step * 2 ** (field - 1);
  });
  return { bits: 1 + exponentBits + fractionBits, magnitudes, step, midpointBits: fractionBits + 1, signs: "sign-bit", nanCode };
}

/** Integers of 2 to 8 bits times a power of two, symmetric around zero: the lowest code is never stored. */
export function integerElement(bits: number, step: number): Element {
  const magnitudes = Float64Array.from({ length: 2 ** (bits - 1) }, (_, code) => code * step);
  return { bits, magnitudes, step, midpointBits: bits - 1, signs: "twos-complement", nanCode: null };
}

/** The largest magnitude of an element. */
export function largestOf({ magnitudes }: Element): number {
  return magnitudes[magnitudes.length - 1];
}

/** The code of the magnitude with this index, negated or not. */
export function codeOf({ bits, signs }: Element, index: number, isNegative: boolean): number {
  if (!isNegative) return index;
  return signs === "sign-bit" ? index + 2 ** (bits - 1) : (2 ** bits - index) % 2 ** bits;
}

/** The values of all codes. The lowest code of two's complement is read as its neighbour; infinities are kept. */
export function elementValues(element: Element): Float64Array {
  const { bits, magnitudes, nanCode } = element;
  const half = 2 ** (bits - 1);
  const values = new Float64Array(2 * half).fill(element.signs === "sign-bit" ? NaN : -largestOf(element));
  for (let index = 0; index < magnitudes.length; index++) {
    values[codeOf(element, index, true)] = -magnitudes[index];
    values[index] = magnitudes[index];
  }
  // Between the largest number and the NaNs of an IEEE layout stands infinity.
  if (nanCode !== null && nanCode > magnitudes.length) {
    values[magnitudes.length] = Infinity;
    values[magnitudes.length + half] = -Infinity;
  }
  return values;
}
