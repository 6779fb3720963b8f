import { fixedConstants, mitchellDenominator, realFactor, splitRemainder, type Conversion } from "./conversion.ts";
import type { DatapathValues } from "./datapath-parameters.ts";

/** What a remainder contributes to a term, apart from signs and shifts; one entry per remainder in [0, gamma). */
export interface RemainderTerms {
  readonly head: Float64Array;
  /** Constants applied after a cut; null where there are none. */
  readonly tail: Float64Array | null;
  readonly cutBits: number;
  /** Bits after the point of head * tail. */
  readonly fractionBits: number;
}

/**
 * The integer (or, for a wide accumulator, real) factors of all remainders.
 *
 * - Full guard bits: (D + r_L) * C[r_M] with D the Mitchell denominator, nothing cut: lane organisations agree.
 * - Bounded, remainder bins: the shifted D + r_L is cut in the tree's window, the constant multiplies the bin's sum.
 * - Bounded, per-lane LUT: the constant floor(C[r_M] * (D + r_L) / D) is shifted and then cut.
 */
export function remainderTerms(conversion: Conversion, values: DatapathValues): RemainderTerms {
  const remainders = Math.max(1, conversion.gamma);
  const each = (term: (remainder: number) => number) => Float64Array.from({ length: remainders }, (_, r) => term(r));
  if (values.accumulation === "wide") {
    return { head: each((r) => realFactor(conversion, r)), tail: null, cutBits: 0, fractionBits: 0 };
  }
  const { fractionBits, lsb, guardBits } = values;
  const constants = fixedConstants(conversion, fractionBits);
  const denominator = mitchellDenominator(conversion);
  const mitchellBits = 31 - Math.clz32(denominator);
  const shifted = (r: number) => (denominator === 1 ? 1 : denominator + splitRemainder(conversion, r).low);
  const constant = (r: number) => constants[splitRemainder(conversion, r).high];
  if (guardBits < 0) {
    return { head: each((r) => shifted(r) * constant(r)), tail: null, cutBits: 0, fractionBits: fractionBits + mitchellBits };
  }
  if (values.organisation === "per-lane-lut") {
    const head = each((r) => Math.floor((constant(r) * shifted(r)) / denominator));
    return { head, tail: null, cutBits: Math.max(0, fractionBits + lsb - guardBits), fractionBits };
  }
  return {
    head: each(shifted),
    tail: each(constant),
    cutBits: Math.max(0, lsb - guardBits + mitchellBits),
    fractionBits: fractionBits + mitchellBits,
  };
}
