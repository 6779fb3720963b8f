import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";

/** The term of a pair of codes, in units of 2^-fractionBits product units, as {@link FixedAccumulateDatapath} words it. */
export function termOf(datapath: FixedAccumulateDatapath, left: number, right: number): number {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits, accumulator } = datapath;
  const index = leftClass[left]! * rightCodeCount + right;
  const product = leftFactor[left]! * head[index]!;
  const unit = 2 ** cutBits;
  const kept = accumulator === "wide" || cutBits === 0 ? product : Math.trunc(product / unit) * unit;
  return tail === null ? kept : kept * tail[index]!;
}

/** What a term adds to the accumulator by itself. */
export function enteringOf(datapath: FixedAccumulateDatapath, left: number, right: number): number {
  return enteringSum(datapath, termOf(datapath, left, right));
}

/** What an exact sum of terms adds to the accumulator: LSBs of an integer one, a rounded real of a binary32 one, itself of a wide one. */
export function enteringSum({ accumulator, productUnit, fractionBits }: FixedAccumulateDatapath, term: number): number {
  if (accumulator === "wide") return term;
  if (accumulator === "binary32") return Math.fround(term * (productUnit * 2 ** -fractionBits));
  return roundedTerm(accumulator, term, fractionBits);
}

/** Exact: the quotient by a power of two is, and with half an LSB it stays below 2^53 by the datapath's limits. */
function roundedTerm({ lsb, rounding }: FixedAccumulator, term: number, fractionBits: number): number {
  const quotient = term / 2 ** (lsb + fractionBits);
  return Math.floor(rounding === "half-up" ? quotient + 0.5 : quotient);
}
