import type { GemmOperand } from "../quantization/quantized-operand.ts";

/** How an operand's scales meet a product: one factor for all, one per line of the result, one per vector of k. */
export type ScaleUse = "whole" | "line" | "vector";

/** A left operand's reduction runs along its rows, a right one's down its columns; a transposed one the other way. */
export function scaleUse({ kind }: GemmOperand, reduction: "row" | "column"): ScaleUse {
  if (kind === "tensor") return "whole";
  const line = reduction === "row" ? "rows" : "columns";
  if (kind === line) return "line";
  if (kind === (reduction === "row" ? "row-vectors" : "column-vectors")) return "vector";
  throw new Error(`scales of ${kind} vary along the reduction`);
}

/** Which operand's scales are wanted, how many vectors a line has, and what the tops count in. */
export interface VectorScaleUse {
  readonly side: "left" | "right";
  readonly vectors: number;
  readonly unit: number;
}

/** The tops of vectors over the unit, in the order lines x vectors ("left") or vectors x lines ("right"). */
export function vectorScales({ tops, kind }: GemmOperand, { side, vectors, unit }: VectorScaleUse, out: Float64Array): void {
  const lines = tops.length / vectors;
  const isLineMajor = kind === "row-vectors";
  if (isLineMajor === (side === "left")) {
    for (let i = 0; i < tops.length; i++) out[i] = tops[i] / unit;
    return;
  }
  const [outer, inner] = isLineMajor ? [lines, vectors] : [vectors, lines];
  for (let i = 0; i < outer; i++) for (let j = 0; j < inner; j++) out[j * outer + i] = tops[i * inner + j] / unit;
}

/** The largest top of an operand. */
export function largestTop({ tops }: GemmOperand): number {
  let largest = 0;
  for (let i = 0; i < tops.length; i++) if (tops[i] > largest) largest = tops[i];
  return largest;
}
