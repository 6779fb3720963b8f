import type { MacDatapath } from "@lnsim/contracts";
import { arithmeticOf } from "../systolic/values/arithmetic-of.ts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import { addExact, type ColumnSums, type ExplainedDatapath } from "./explain-vector.ts";
import type { LaneRegisters } from "./lane-registers.ts";
import { throughMemory } from "./partial-sums.ts";
import { vectorStep } from "./vector-step.ts";

/** Rows of A in the lanes of a PE and a column of B that passes them, whole: all of the reduction. */
export interface ColumnOperands {
  readonly rows: readonly ArrayLike<number>[];
  readonly column: ArrayLike<number>;
}

/** How a PE goes through a reduction. */
export interface ColumnWalk extends ExplainedDatapath {
  /** Terms that a lane takes at once. */
  readonly vectorSize: number;
  /** Terms after which sums go through the global buffer, or memory, and the bits that they have there. */
  readonly tileK: number;
  readonly accumulatorBits: number;
}

/** Registers of a PE with the terms from `from` to `to` of a column. */
export function loadRegisters(datapath: MacDatapath, { rows, column }: ColumnOperands, terms: { readonly from: number; readonly to: number; readonly vectorSize: number }): LaneRegisters {
  const { from, to, vectorSize } = terms;
  const { hasRealOperands } = arithmeticOf(datapath);
  const cells = (length: number): Cells => (hasRealOperands ? new Float64Array(length) : new Int32Array(length));
  const [left, right] = [cells(rows.length * vectorSize), cells(vectorSize)];
  for (let term = from; term < to; term++) {
    right[term - from] = column[term]!;
    for (const [lane, row] of rows.entries()) left[lane * vectorSize + term - from] = row[term]!;
  }
  return { left, right, vectorSize, terms: to - from, lanes: rows.length };
}

/** The sums of a column before its term `end`, which a slice begins with: slice by slice in the order of the machine. */
export function traceColumn({ datapath, meaning, vectorSize, tileK, accumulatorBits }: ColumnWalk, operands: ColumnOperands, end: number): ColumnSums {
  const { hasRealSums, zero } = arithmeticOf(datapath);
  const step = vectorStep(datapath);
  const lanes = operands.rows.length;
  const exact = new Float64Array(lanes);
  let sums: Cells = (hasRealSums ? new Float64Array(lanes) : new Int32Array(lanes)).fill(zero);
  for (let from = 0; from < end; ) {
    const tileEnd = Math.min(operands.column.length, (Math.floor(from / tileK) + 1) * tileK);
    const to = Math.min(from + vectorSize, tileEnd);
    const registers = loadRegisters(datapath, operands, { from, to, vectorSize });
    step(registers, sums, 0);
    addExact(meaning, registers, exact);
    if (to === tileEnd && to < operands.column.length) sums = throughMemory(datapath, sums, accumulatorBits);
    from = to;
  }
  return { sums, exact };
}
