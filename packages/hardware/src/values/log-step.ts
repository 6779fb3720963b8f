import type { LogAccumulateDatapath } from "@lnsim/contracts";
import { add, fieldsOf, multiply } from "../systolic/values/log-pe.ts";
import type { VectorStep } from "./lane-registers.ts";

/** The step of a log-accumulate datapath in ascending order: a tree over a whole reduction has no place in a PE that keeps one sum. */
export function logStep(datapath: LogAccumulateDatapath): VectorStep {
  const fields = fieldsOf(datapath);
  const { deltaSame, deltaOpposite } = datapath;
  return ({ left, right, vectorSize, terms, lanes }, sums, at) => {
    for (let lane = 0; lane < lanes; lane++) {
      const row = lane * vectorSize;
      let sum = sums[at + lane]!;
      for (let term = 0; term < terms; term++) {
        const product = multiply(fields, left[row + term]!, right[term]!);
        sum = add(fields, sum, product, ((sum ^ product) & fields.signFlag) !== 0 ? deltaOpposite : deltaSame);
      }
      sums[at + lane] = sum;
    }
  };
}
