import type { LogAccumulateDatapath } from "@lnsim/contracts";
import { fieldsOf, multiply } from "../systolic/values/log-pe.ts";
import type { OperandMeaning } from "./explain-vector.ts";
import type { ExplainedLane, ExplainedTerm } from "./explanation.ts";
import { operandsOf, sumsOf, type LaneStep } from "./lane-step.ts";

/** One lane of a log-accumulate datapath: products and sums are codes like the operands. */
export function explainLog(datapath: LogAccumulateDatapath, { leftValues, rightValues }: OperandMeaning, step: LaneStep): ExplainedLane {
  const fields = fieldsOf(datapath);
  const valueOf = (code: number): number => leftValues![code]!;
  const terms = Array.from({ length: step.registers.terms }, (_, term): ExplainedTerm => {
    const [left, right] = operandsOf(step, term);
    const [leftValue, rightValue] = [leftValues![left]!, rightValues![right]!];
    return { left, right, leftValue, rightValue, exponent: null, exact: leftValue * rightValue, value: valueOf(multiply(fields, left, right)), dropped: 0 };
  });
  return { lane: step.lane, terms, bins: [], vector: null, ...sumsOf(step, terms, valueOf), overflow: null, drops: 0 };
}
