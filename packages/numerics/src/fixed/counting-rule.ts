import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";

/** Counts while they are being made. */
export interface Tally {
  cutTerms: number;
  lostBits: number;
  saturations: number;
  maxMagnitude: number;
}

/** Makes one output of its terms and, where there are scales, the scale of each of its vectors. */
export type CountingDot = (terms: Float64Array, scales: Float64Array | null) => number;

/** A datapath's accumulator in plain float64 arithmetic, counting into `tally`. */
export function countingRule(datapath: FixedAccumulateDatapath, tally: Tally): CountingDot {
  const { accumulator, vectorSize } = datapath;
  if (accumulator === "wide") return (terms, scales) => sumWide(terms, scales, vectorSize, tally);
  const enter = accumulator === "binary32" ? binary32Rule(datapath, tally) : integerRule(datapath, accumulator, tally);
  return (terms, scales) => {
    let result = 0;
    for (let start = 0, vector = 0; start < terms.length; start += vectorSize, vector++) {
      const sum = sumOf(terms, start, Math.min(start + vectorSize, terms.length));
      result = enter(result, scales === null ? sum : sum * scales[vector]);
    }
    return result;
  };
}

function sumOf(terms: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let x = start; x < end; x++) sum += terms[x];
  return sum;
}

/** Terms added over the whole reduction; with scales, vector by vector. */
function sumWide(terms: Float64Array, scales: Float64Array | null, vectorSize: number, tally: Tally): number {
  let sum = 0;
  const step = scales === null ? 1 : vectorSize;
  for (let start = 0; start < terms.length; start += step) {
    if (scales === null) sum += terms[start];
    else sum += sumOf(terms, start, Math.min(start + step, terms.length)) * scales[start / step];
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(sum));
  }
  return sum;
}

type Enter = (accumulator: number, sum: number) => number;

function binary32Rule({ productUnit, fractionBits }: FixedAccumulateDatapath, tally: Tally): Enter {
  const unit = productUnit * powerOfTwo(-fractionBits);
  return (accumulator, sum) => {
    const entering = sum * unit;
    const wanted = accumulator + Math.fround(entering);
    const next = Math.fround(wanted);
    if (Math.fround(entering) !== entering || next !== wanted) tally.lostBits++;
    if (!Number.isFinite(next)) tally.saturations++;
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(wanted));
    return next;
  };
}

/** The integer rule on a sum that is exact, or any real where it was scaled. */
function integerRule({ fractionBits }: FixedAccumulateDatapath, rule: FixedAccumulator, tally: Tally): Enter {
  const unit = powerOfTwo(rule.lsb + fractionBits);
  const isHalfUp = rule.rounding === "half-up";
  const limit = powerOfTwo(rule.bits - 1);
  return (accumulator, sum) => {
    const inLsb = sum / unit;
    const whole = Math.floor(inLsb);
    if (inLsb !== whole) tally.lostBits++;
    // The difference is compared, not added to: 1/2 plus a real just below it would round up.
    const entering = isHalfUp && inLsb - whole >= 0.5 ? whole + 1 : whole;
    const wanted = accumulator + entering;
    tally.maxMagnitude = Math.max(tally.maxMagnitude, Math.abs(wanted));
    if (wanted < limit && wanted >= -limit) return wanted;
    tally.saturations++;
    return rule.overflow === "saturate" ? Math.max(-limit, Math.min(limit - 1, wanted)) : wrap(accumulator + wrap(entering, limit), limit);
  };
}

/** Two's complement wrap-around to [-limit, limit); no step of it is inexact, however large the whole number is. */
function wrap(value: number, limit: number): number {
  const reduced = value - Math.floor(value / (2 * limit)) * 2 * limit;
  return reduced < limit ? reduced : reduced - 2 * limit;
}
