import type { Codes, MacDatapath } from "@lnsim/contracts";
import type { SystolicDataflow } from "../layer/description.ts";
import type { Cells } from "./pe-registers.ts";
import type { OperandSide, SystolicLayer } from "../layer/layer.ts";

/**
 * O[m x n] = A[m x k] B[k x n] with its operands, row-major, for a systolic array of the protocol plain.
 *
 * - Codes of a fixed or log datapath, below its counts of codes (not checked one by one); real values of a float one.
 * - `inputs`: the operand on the rows' side of the layer (see `inputSide`); B, that of fprop and dgrad, where it is left out.
 * - `initial`: sums that it goes on from, m x n, row-major, as {@link SystolicValues.sums} holds them.
 * - Arrays are read only, and stay the caller's. Scales per vector have no place in a PE of one product.
 */
export interface SystolicValuesRequest extends SystolicLayer {
  readonly a: Codes | Float32Array;
  readonly b: Codes | Float32Array;
  readonly datapath: MacDatapath;
  readonly rows: number;
  readonly columns: number;
  readonly dataflow: SystolicDataflow;
  readonly inputs?: OperandSide;
  readonly initial?: Cells;
}

/** What was drained: m x n, row-major, as the accumulators of the datapath (see {@link peArithmetic}), and what it took. */
export interface SystolicValues {
  readonly out: Int32Array | Float32Array | Float64Array | Codes;
  /** The same as the array holds them, for a product that goes on from them. */
  readonly sums: Cells;
  readonly cycles: number;
  /** Multiply-accumulates that PEs made. */
  readonly macs: number;
}

/** Throws when a size is no positive integer or an operand is too short or of the wrong kind: the caller's bug. */
export function checkRequest({ m, n, k, a, b, rows, columns, datapath }: SystolicValuesRequest): void {
  for (const size of [m, n, k, rows, columns]) {
    if (!Number.isInteger(size) || size < 1) throw new Error(`sizes must be positive integers, not ${m} x ${n} x ${k} on ${rows} x ${columns}`);
  }
  if (a.length < m * k || b.length < k * n) throw new Error(`operands of ${a.length} and ${b.length} elements do not hold ${m} x ${k} and ${k} x ${n}`);
  const wantsReals = datapath.kind === "float";
  if (a instanceof Float32Array !== wantsReals || b instanceof Float32Array !== wantsReals) {
    throw new Error(`a ${datapath.kind} datapath takes ${wantsReals ? "real values" : "codes"}`);
  }
}
