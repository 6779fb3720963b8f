import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { targets } from "../systolic/values/float-pe.ts";
import { roundToFormat } from "../systolic/values/round-to-format.ts";
import type { ExplainedLane, ExplainedTerm } from "./explanation.ts";
import { operandsOf, sumsOf, type LaneStep } from "./lane-step.ts";

/** One lane of a float-accumulate datapath: products are rounded, nothing is cut. */
export function explainFloat({ accumulate }: FloatAccumulateDatapath, step: LaneStep): ExplainedLane {
  const round = (value: number): number => (accumulate === "binary32" ? Math.fround(value) : roundToFormat(value, targets[accumulate]));
  const terms = Array.from({ length: step.registers.terms }, (_, term): ExplainedTerm => {
    const [left, right] = operandsOf(step, term);
    const exact = left * right;
    return { left, right, leftValue: left, rightValue: right, exponent: null, exact, value: round(exact), dropped: 0 };
  });
  const isInfinite = Math.abs(step.after) === Infinity;
  return { lane: step.lane, terms, bins: [], vector: null, ...sumsOf(step, terms, (value) => value), overflow: isInfinite ? "infinite" : null, drops: 0 };
}
