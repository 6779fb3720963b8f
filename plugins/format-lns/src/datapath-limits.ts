import { LnsimError } from "@lnsim/contracts";
import type { DatapathValues } from "./datapath-parameters.ts";
import type { RemainderTerms } from "./datapath-terms.ts";

/** Limits of the contract under which float64 arithmetic on terms and sums is exact. */
const exactBits = 52;
const largestShift = 40;

/** Bits between the unit that terms are cut to and the accumulator's LSB, at 2^lsb product units. */
function keptShift({ fractionBits, cutBits }: RemainderTerms, lsb: number): number {
  return lsb + fractionBits - cutBits;
}

/** The largest sum of a vector, in units of the cut: no more than this. */
function largestSum({ head, tail, cutBits }: RemainderTerms, vectorSize: number, largestQuotient: number): number {
  const factor = head.reduce((most, value, r) => Math.max(most, tail === null ? value : value * tail[r]), 0);
  return factor * 2 ** (largestQuotient - cutBits) * vectorSize;
}

/** True when the sum of every vector is exact in float64, and so is its rounding. */
export function hasExactSums(terms: RemainderTerms, { vectorSize }: DatapathValues, range: { readonly lsb: number; readonly largestQuotient: number }): boolean {
  const shift = keptShift(terms, range.lsb);
  return largestSum(terms, vectorSize, range.largestQuotient) < 2 ** exactBits - 2 ** Math.max(0, shift);
}

/** True when the accumulator's LSB is within reach of what is kept. */
export function hasShift(terms: RemainderTerms, lsb: number): boolean {
  return keptShift(terms, lsb) <= largestShift;
}

/**
 * Refuses a table size that is not a power of two, or larger than all remainders of products.
 *
 * @throws LnsimError that names the parameter
 */
export function checkLut(lut: number, remainders: number): void {
  if (lut <= remainders && (lut & (lut - 1)) === 0) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the high bits of a remainder select a constant, so their number is a power of two",
    path: "datapath.lut",
    found: String(lut),
    expected: `a power of two up to gamma (${remainders})`,
    remedy: "choose another lut",
  });
}

/** Refuses a value of one parameter with which nothing can be computed exactly. */
export function refuse(parameter: string, found: number | string, expected: string, remedy: string): never {
  throw new LnsimError({
    code: "invalid-combination",
    message: "this datapath cannot be computed exactly",
    path: `datapath.${parameter}`,
    found: String(found),
    expected,
    remedy,
  });
}
