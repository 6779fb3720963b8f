import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { decodeAll, type FormatSubject } from "../format/subject.ts";

/** Most codes of an operand that are tried against those of the other. */
const mostCodes = 256;

/** The term of a pair of codes, in units of 2^-fractionBits product units, as the contract words it. */
export function termOf(datapath: FixedAccumulateDatapath, left: number, right: number): number {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits } = datapath;
  const index = leftClass[left] * rightCodeCount + right;
  const cut = 2 ** cutBits;
  const product = leftFactor[left] * head[index];
  const kept = cutBits === 0 ? product : Math.trunc(product / cut) * cut;
  return kept * (tail === null ? 1 : tail[index]);
}

/** Real value of one unit of a term. */
export function termUnit({ productUnit, fractionBits }: FixedAccumulateDatapath): number {
  return productUnit * 2 ** -fractionBits;
}

/** Largest real value that the cut takes from one term. */
export function cutLoss(datapath: FixedAccumulateDatapath): number {
  if (datapath.cutBits === 0) return 0;
  const tail = datapath.tail === null ? 1 : datapath.tail.reduce((most, value) => Math.max(most, value), 0);
  return 2 ** datapath.cutBits * tail * termUnit(datapath);
}

/** Rounding of the values themselves, and of their product. */
const valueError = 1e-12;

/**
 * Largest relative error of a product before the cut: what the options say, or the datapath declares; else none with one
 * class, and the worst of Mitchell's approximation with several.
 */
export function conversionError({ classes, conversionError: declared }: FixedAccumulateDatapath, { options }: FormatSubject): number {
  return valueError + (options.conversionError ?? declared ?? (classes === 1 ? 0 : 0.062));
}

/** Codes to multiply, with the values that the datapath takes them for. */
export interface Operands {
  readonly leftCodes: Uint32Array;
  /** Value of each left code at the datapath's leftMax. */
  readonly left: Float64Array;
  readonly rightCodes: Uint32Array;
  /** Value of each right code at the datapath's rightMax. */
  readonly right: Float64Array;
}

/** Codes of both operands that are finite and within range: all of them, or some of every size. */
export function operandsOf(subject: FormatSubject, { leftMax = 1, rightMax = 1 }: FixedAccumulateDatapath): Operands {
  const left = operand(subject, leftMax);
  const right = operand(subject.right ?? subject, rightMax);
  return { leftCodes: left.codes, left: left.values, rightCodes: right.codes, right: right.values };
}

function operand(subject: FormatSubject, max: number): { readonly codes: Uint32Array; readonly values: Float64Array } {
  const { codes, values } = subject;
  const usable = [...codes.keys()].filter((i) => subject.isInRange(values[i]));
  const random = subject.random("operands");
  const picked = usable.length <= mostCodes ? usable : Array.from({ length: mostCodes }, (_, i) => usable[i < 8 ? i : random.nextBelow(usable.length)]);
  const all = decodeAll(subject, codes, max);
  return { codes: Uint32Array.from(picked, (i) => codes[i]), values: Float64Array.from(picked, (i) => all[i]) };
}
