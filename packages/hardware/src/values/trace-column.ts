import type { Codes, MacDatapath } from "@lnsim/contracts";
import { arithmeticOf } from "../systolic/values/arithmetic-of.ts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import { addExact, type ColumnSums, type ExplainedDatapath } from "./explain-vector.ts";
import type { LaneRegisters } from "./lane-registers.ts";
import { throughMemory } from "./partial-sums.ts";
import { vectorStep } from "./vector-step.ts";

/** Numbers along a reduction: codes, or reals. */
export type OperandLine = Codes | Float32Array;

/** Rows of A in the lanes of a PE and a column of B that passes them, whole: all of the reduction. */
export interface ColumnOperands {
  readonly rows: readonly OperandLine[];
  readonly column: OperandLine;
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
export function loadRegisters(datapath: MacDatapath, operands: ColumnOperands, terms: { readonly from: number; readonly to: number; readonly vectorSize: number }): LaneRegisters {
  const registers = emptyRegisters(datapath, operands.rows.length, terms.vectorSize);
  load(registers, operands, terms.from, terms.to);
  return registers;
}

function emptyRegisters(datapath: MacDatapath, lanes: number, vectorSize: number): LaneRegisters {
  const { hasRealOperands } = arithmeticOf(datapath);
  const cells = (length: number): Cells => (hasRealOperands ? new Float64Array(length) : new Int32Array(length));
  return { left: cells(lanes * vectorSize), right: cells(vectorSize), vectorSize, terms: 0, lanes };
}

function load(registers: LaneRegisters, { rows, column }: ColumnOperands, from: number, to: number): void {
  const { left, right, vectorSize } = registers;
  registers.terms = to - from;
  right.set(column.subarray(from, to));
  for (let lane = 0; lane < rows.length; lane++) left.set(rows[lane]!.subarray(from, to), lane * vectorSize);
}

/** The sums of a column before its term `end`, which a slice begins with: slice by slice in the order of the machine. */
export function traceColumn({ datapath, meaning, vectorSize, tileK, accumulatorBits }: ColumnWalk, operands: ColumnOperands, end: number): ColumnSums {
  const { hasRealSums, zero } = arithmeticOf(datapath);
  const step = vectorStep(datapath);
  const lanes = operands.rows.length;
  const exact = new Float64Array(lanes);
  const registers = emptyRegisters(datapath, lanes, vectorSize);
  const { length } = operands.column;
  let sums: Cells = (hasRealSums ? new Float64Array(lanes) : new Int32Array(lanes)).fill(zero);
  for (let from = 0; from < end; from += registers.terms) {
    const tileEnd = Math.min(length, (Math.floor(from / tileK) + 1) * tileK);
    const to = Math.min(from + vectorSize, tileEnd);
    load(registers, operands, from, to);
    step(registers, sums, 0);
    addExact(meaning, registers, exact);
    if (to === tileEnd && to < length) sums = throughMemory(datapath, sums, accumulatorBits);
  }
  return { sums, exact };
}
