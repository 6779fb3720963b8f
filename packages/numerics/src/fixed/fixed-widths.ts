import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { lowestBit } from "../float/significand.ts";

/** What the numbers of a datapath fit, proven from its tables: which integer kernels may compute it. */
export interface FixedWidths {
  /** Left factors, products with a factor of 1, and sums of a vector fit int32; nothing is cut. */
  readonly fitsInt32: boolean;
  /** One class, and both values of a product fit int16, so that a sum of two products fits int32. */
  readonly fitsPairs: boolean;
  /** log2 of the power of two that divides every left factor, and of the one that divides every right product. */
  readonly leftCommonBits: number;
  readonly rightCommonBits: number;
  /** Largest magnitude of a term, in units of 2^-fractionBits. */
  readonly largestTerm: number;
}

const none: FixedWidths = { fitsInt32: false, fitsPairs: false, leftCommonBits: 0, rightCommonBits: 0, largestTerm: Infinity };
const largestInt16 = 2 ** 15 - 1;
const largestInt32 = 2 ** 31 - 1;

/**
 * Proves widths. With |left| <= L, |right| <= R per class and |term| <= T, all integers: products are terms, and a sum of at
 * most vectorSize terms, in any order and with any part of them, is at most vectorSize * T in magnitude.
 */
export function fixedWidths(datapath: FixedAccumulateDatapath): FixedWidths {
  const { classes, leftCodeCount, rightCodeCount, leftFactor, leftClass, head, tail, cutBits, vectorSize, accumulator } = datapath;
  if (cutBits > 0 || accumulator === "wide") return none;
  const largestLeft = new Float64Array(classes);
  let leftBit = Infinity;
  for (let code = 0; code < leftCodeCount; code++) {
    const factor = Math.abs(leftFactor[code]);
    largestLeft[leftClass[code]] = Math.max(largestLeft[leftClass[code]], factor);
    leftBit = Math.min(leftBit, lowestBit(factor));
  }
  let [largestRight, largestTerm, rightBit] = [0, 0, Infinity];
  for (let index = 0; index < head.length; index++) {
    const right = Math.abs(head[index]) * (tail === null ? 1 : tail[index]);
    largestRight = Math.max(largestRight, right);
    largestTerm = Math.max(largestTerm, right * largestLeft[Math.floor(index / rightCodeCount)]);
    rightBit = Math.min(rightBit, lowestBit(right));
  }
  if (leftBit < 0 || rightBit < 0) return none;
  const largestFactor = largestLeft.reduce((largest, factor) => Math.max(largest, factor), 0);
  const fitsInt32 = Math.max(largestFactor, largestRight, largestTerm * vectorSize, largestTerm * 2) <= largestInt32;
  const fitsPairs = fitsInt32 && classes === 1 && Math.max(largestFactor, largestRight) <= largestInt16;
  return { fitsInt32, fitsPairs, leftCommonBits: leftBit, rightCommonBits: rightBit, largestTerm };
}
