import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { accumulated, largestTable, realRule } from "../systolic/values/fixed-pe.ts";
import { enteringSum, termOf } from "../systolic/values/fixed-term.ts";
import type { VectorStep } from "./lane-registers.ts";

/** The step of a fixed-accumulate datapath. */
export function fixedStep(datapath: FixedAccumulateDatapath): VectorStep {
  const { leftCodeCount, rightCodeCount, accumulator } = datapath;
  const isTabled = leftCodeCount * rightCodeCount <= largestTable;
  const table = isTabled ? termTable(datapath) : null;
  return accumulator === "wide" ? wideStep(datapath, table) : vectorSumStep(datapath, table);
}

/** The term of every pair of codes, by left * rightCodeCount + right. */
function termTable(datapath: FixedAccumulateDatapath): Float64Array {
  const { leftCodeCount, rightCodeCount } = datapath;
  return new Float64Array(leftCodeCount * rightCodeCount).map((_, pair) => termOf(datapath, Math.floor(pair / rightCodeCount), pair % rightCodeCount));
}

/** Sums of vectors are below 2^52 by the datapath's limits, and exact in any order. */
function vectorSumStep(datapath: FixedAccumulateDatapath, table: Float64Array | null): VectorStep {
  const { rightCodeCount, vectorSize: length } = datapath;
  const rule = realRule(datapath.accumulator);
  return ({ left, right, vectorSize, terms, lanes }, sums, at) => {
    for (let lane = 0; lane < lanes; lane++) {
      const row = lane * vectorSize;
      let sum = sums[at + lane]!;
      for (let first = 0; first < terms; first += length) {
        const end = first + length < terms ? first + length : terms;
        let vector = 0;
        if (table === null) for (let term = first; term < end; term++) vector += termOf(datapath, left[row + term]!, right[term]!);
        else for (let term = first; term < end; term++) vector += table[left[row + term]! * rightCodeCount + right[term]!]!;
        sum = accumulated(rule, sum + enteringSum(datapath, vector));
      }
      sums[at + lane] = sum;
    }
  };
}

/** Terms are added one by one. */
function wideStep(datapath: FixedAccumulateDatapath, table: Float64Array | null): VectorStep {
  const { rightCodeCount } = datapath;
  return ({ left, right, vectorSize, terms, lanes }, sums, at) => {
    for (let lane = 0; lane < lanes; lane++) {
      const row = lane * vectorSize;
      let sum = sums[at + lane]!;
      for (let term = 0; term < terms; term++) {
        sum += table === null ? termOf(datapath, left[row + term]!, right[term]!) : table[left[row + term]! * rightCodeCount + right[term]!]!;
      }
      sums[at + lane] = sum;
    }
  };
}
