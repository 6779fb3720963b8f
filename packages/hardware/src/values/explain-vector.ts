import type { MacDatapath } from "@lnsim/contracts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import { explainFixed } from "./explain-fixed.ts";
import { explainFloat } from "./explain-float.ts";
import { explainLog } from "./explain-log.ts";
import type { ExplainedLane, ExplainedTerm } from "./explanation.ts";
import type { LaneRegisters } from "./lane-registers.ts";
import { vectorStep } from "./vector-step.ts";

/** What the codes of a datapath's operands stand for. */
export interface OperandMeaning {
  /** Values of all codes of each side, counting (max of the tensor); null where the registers hold reals. */
  readonly leftValues: Float64Array | null;
  readonly rightValues: Float64Array | null;
  /** The exponent of a product of logarithmic operands, from its magnitude; null for other operands. */
  readonly exponentOf: ((magnitude: number) => NonNullable<ExplainedTerm["exponent"]>) | null;
}

/** Partial sums of one column: those of all lanes as the accumulators hold them, and in exact arithmetic. */
export interface ColumnSums {
  readonly sums: Cells;
  readonly exact: Float64Array;
}

/** A datapath, and what its operands stand for. */
export interface ExplainedDatapath {
  readonly datapath: MacDatapath;
  readonly meaning: OperandMeaning;
}

/** What every lane in use does as a vector passes: the sums afterwards are, to the bit, those of {@link vectorStep}. */
export function explainVector(explained: ExplainedDatapath, registers: LaneRegisters, before: ColumnSums): readonly ExplainedLane[] {
  const { datapath } = explained;
  const after = before.sums.slice();
  vectorStep(datapath)(registers, after, 0);
  return Array.from({ length: registers.lanes }, (_, lane): ExplainedLane => {
    const step = { registers, lane, before: before.sums[lane]!, after: after[lane]!, exact: before.exact[lane]! };
    if (datapath.kind === "fixed") return explainFixed(datapath, explained.meaning, step);
    return datapath.kind === "float" ? explainFloat(datapath, step) : explainLog(datapath, explained.meaning, step);
  });
}

/** Adds the exact products of a vector to the exact sums of the lanes, in ascending order. */
export function addExact({ leftValues, rightValues }: OperandMeaning, { left, right, vectorSize, terms, lanes }: LaneRegisters, exact: Float64Array): void {
  for (let lane = 0; lane < lanes; lane++) {
    const row = lane * vectorSize;
    let sum = exact[lane]!;
    for (let term = 0; term < terms; term++) {
      const [a, b] = [left[row + term]!, right[term]!];
      sum += (leftValues === null ? a : leftValues[a]!) * (rightValues === null ? b : rightValues[b]!);
    }
    exact[lane] = sum;
  }
}
