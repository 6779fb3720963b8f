import { powerOfTwo } from "@lnsim/elementary";
import { convertedConstants, fixedConstants, mitchellDenominator, realFactor, splitRemainder, type Conversion } from "./conversion.ts";
import type { DatapathValues } from "./datapath-parameters.ts";

/**
 * What terms consist of, apart from signs and shifts: one entry per remainder in [0, gamma) of an exponent sum, or, for
 * products of converted operands, the largest product of their constants alone.
 */
export interface RemainderTerms {
  readonly head: Float64Array;
  /** Constants applied after a cut; null where there are none. */
  readonly tail: Float64Array | null;
  /** 0 where nothing is cut, wherever the window goes; else at least 1, so that a moved window moves the cut. */
  readonly cutBits: number;
  /** Bits after the point of head * tail. */
  readonly fractionBits: number;
  /** Bits below a product unit that a shifted term has in the lane. */
  readonly laneFractionBits: number;
}

/** Where the window lies: LSBs of 2^lsb product units, and what is kept below them. */
export interface Window {
  readonly lsb: number;
  /** Bits below the LSB, or "full". */
  readonly guardBits: number | "full";
}

/**
 * The integer (or, for a wide accumulator, real) factors of all remainders.
 *
 * - Full guard bits: (D + r_L) * C[r_M] with D the Mitchell denominator, nothing cut: lane organisations agree.
 * - Bounded, remainder bins: the shifted D + r_L is cut in the tree's window, the constant multiplies the bin's sum.
 * - Bounded, per-lane LUT: the constant floor(C[r_M] * (D + r_L) / D) is shifted and then cut.
 */
export function remainderTerms(conversion: Conversion, values: DatapathValues, { lsb, guardBits }: Window): RemainderTerms {
  const remainders = Math.max(1, conversion.gamma);
  const each = (term: (remainder: number) => number) => Float64Array.from({ length: remainders }, (_, r) => term(r));
  if (values.accumulation === "wide") {
    return { head: each((r) => realFactor(conversion, r)), tail: null, cutBits: 0, fractionBits: 0, laneFractionBits: 0 };
  }
  const { fractionBits, organisation } = values;
  const constants = fixedConstants(conversion, fractionBits);
  const denominator = mitchellDenominator(conversion);
  const mitchellBits = 31 - Math.clz32(denominator);
  const shifted = (r: number) => (denominator === 1 ? 1 : denominator + splitRemainder(conversion, r).low);
  const constant = (r: number) => constants[splitRemainder(conversion, r).high];
  const all = fractionBits + mitchellBits;
  if (guardBits === "full") {
    const head = each((r) => shifted(r) * constant(r));
    const laneFractionBits = organisation === "remainder-bins" ? mitchellBits : all;
    return raised({ head, tail: null, cutBits: 0, fractionBits: all, laneFractionBits }, 1 - lsb - all);
  }
  if (organisation === "per-lane-lut") {
    return cutBelow({ head: convertedConstants(conversion, fractionBits), tail: null, fractionBits, laneFractionBits: fractionBits }, lsb, guardBits);
  }
  return cutBelow({ head: each(shifted), tail: each(constant), fractionBits: all, laneFractionBits: mitchellBits }, lsb, guardBits);
}

/** Products of two converted operands. */
export interface ConstantProducts {
  /** The largest product of two constants, an integer in units of 2^-fractionBits. */
  readonly largest: number;
  readonly fractionBits: number;
  /** True where nothing is cut and units are whole product units. */
  readonly isWide: boolean;
}

/** Terms that are products of two constants, cut as a constant per lane is: after the product. */
export function productTerms({ largest, fractionBits, isWide }: ConstantProducts, { lsb, guardBits }: Window): RemainderTerms {
  if (isWide) return { head: Float64Array.of(largest * powerOfTwo(-fractionBits)), tail: null, cutBits: 0, fractionBits: 0, laneFractionBits: 0 };
  const terms = { head: Float64Array.of(largest), tail: null, cutBits: 0, fractionBits, laneFractionBits: fractionBits };
  return guardBits === "full" ? raised(terms, 1 - lsb - fractionBits) : cutBelow(terms, lsb, guardBits);
}

/** Terms with a cut `guardBits` below the LSB, in units so small that it is one of at least one bit. */
function cutBelow(terms: Omit<RemainderTerms, "cutBits">, lsb: number, guardBits: number): RemainderTerms {
  const cutBits = terms.laneFractionBits + lsb - guardBits;
  const bits = Math.max(0, 1 - cutBits, 1 - lsb - terms.fractionBits);
  return raised({ ...terms, cutBits: cutBits + bits }, bits);
}

/** The same terms in units that are 2^bits times smaller, where bits is positive: so that an LSB has at least two of them. */
function raised(terms: RemainderTerms, bits: number): RemainderTerms {
  if (bits <= 0) return terms;
  return { ...terms, head: terms.head.map((factor) => factor * powerOfTwo(bits)), fractionBits: terms.fractionBits + bits };
}
