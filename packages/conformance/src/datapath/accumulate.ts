import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { termUnit } from "./fixed-terms.ts";

/** A sum in the declared accumulator, as a real value at max = 1. */
export interface Accumulated {
  readonly value: number;
  /** Real value at which the accumulator clips or wraps. */
  readonly limit: number;
  /** Real value of its least significant bit; 0 where it has none. */
  readonly lsb: number;
}

/** Terms cut into vectors in ascending order, each sum entering the accumulator by its declared rule. */
export function accumulate(datapath: FixedAccumulateDatapath, terms: Float64Array): Accumulated {
  const { accumulator, productUnit, vectorSize } = datapath;
  const unit = termUnit(datapath);
  if (accumulator === "wide") return { value: terms.reduce((sum, term) => sum + term, 0) * unit, limit: Infinity, lsb: 0 };
  const sums: number[] = [];
  for (let start = 0; start < terms.length; start += vectorSize) {
    sums.push(terms.subarray(start, start + vectorSize).reduce((sum, term) => sum + term, 0));
  }
  if (accumulator === "binary32") {
    return { value: sums.reduce((sum, each) => Math.fround(sum + Math.fround(each * unit)), 0), limit: 2 ** 127, lsb: 0 };
  }
  const shift = 2 ** (accumulator.lsb + datapath.fractionBits);
  const half = accumulator.rounding === "half-up" ? shift / 2 : 0;
  const lsb = productUnit * 2 ** accumulator.lsb;
  const whole = sums.reduce((sum, each) => sum + Math.floor((each + half) / shift), 0);
  return { value: whole * lsb, limit: 2 ** (accumulator.bits - 1) * lsb, lsb };
}
