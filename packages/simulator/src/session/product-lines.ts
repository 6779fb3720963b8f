import { createCodes } from "@lnsim/contracts";
import type { OperandLine } from "@lnsim/hardware";
import type { CapturedProduct } from "./product-store.ts";

/** A row of A, whole. */
export function rowOf({ a, aTransposed, m, k }: CapturedProduct, row: number): OperandLine {
  return lineOf(a, k, aTransposed ? { from: row, step: m } : { from: row * k, step: 1 });
}

/** A column of B, whole. */
export function columnOf({ b, bTransposed, n, k }: CapturedProduct, column: number): OperandLine {
  return lineOf(b, k, bTransposed ? { from: column * k, step: 1 } : { from: column, step: n });
}

function lineOf(values: OperandLine, length: number, { from, step }: { readonly from: number; readonly step: number }): OperandLine {
  if (step === 1) return values.subarray(from, from + length);
  const line = values instanceof Float32Array ? new Float32Array(length) : createCodes(8 * values.BYTES_PER_ELEMENT, length);
  for (let term = 0; term < length; term++) line[term] = values[from + term * step]!;
  return line;
}
