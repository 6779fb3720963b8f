import type { SystolicDescription } from "../layer/description.ts";
import type { FoldShape } from "../fold/fold.ts";

/** What surrounds the PEs in one fold, in cycles and registers. */
export interface FoldProtocol {
  /** Rows and columns that operands travel through, in use or not. */
  readonly rows: number;
  readonly columns: number;
  /** Cycles in which the stationary operand moves in, a row a cycle. */
  readonly preloadCycles: number;
  /** Cycles in which nothing moves but the configuration. */
  readonly configureCycles: number;
  /** Registers between the memory of an operand and its edge of the array. */
  readonly operandRegisters: number;
  /** Registers between a PE and the memory of results. */
  readonly resultRegisters: number;
  /** Whether that memory takes, in a cycle, only half of the results that wait (rounded up); otherwise all. */
  readonly takesHalf: boolean;
}

/**
 * Plain: every fold moves through the whole array; the memories are at its edges. Stonne: only what is in use is paid for;
 * a cycle to configure, a registered operand bus, registers behind the multiplier and on the result bus, and
 * a result queue of which half is taken in a cycle (STONNE 22634b8, TPU output-stationary mesh at full bandwidth).
 */
export function protocolOf({ rows, columns, dataflow, protocol }: SystolicDescription, { usedRows, usedColumns }: FoldShape): FoldProtocol {
  if (protocol === "stonne") {
    return { rows: usedRows, columns: usedColumns, preloadCycles: 0, configureCycles: 1, operandRegisters: 1, resultRegisters: 2, takesHalf: true };
  }
  const preloadCycles = dataflow === "os" ? 0 : rows;
  return { rows, columns, preloadCycles, configureCycles: 0, operandRegisters: 0, resultRegisters: 0, takesHalf: false };
}

/** Cycles from the start of a fold to the one in which the first operands are in the first PE. */
export function leadOf({ preloadCycles, configureCycles, operandRegisters }: FoldProtocol): number {
  return preloadCycles + configureCycles + operandRegisters;
}
