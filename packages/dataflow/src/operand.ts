import type { ConvolutionWindow, Dimension, GemmProblem } from "./problem.ts";

/** What moves between memory and the global buffer. Partial sums do so only where k is not the innermost loop. */
export type Operand = "a" | "b" | "mask" | "partialSums" | "out";

/** How the tensor of an operand lies in memory: its neighbours differ along `columns`. */
export interface OperandLayout {
  readonly rows: Dimension;
  readonly columns: Dimension;
  readonly bits: number;
  readonly window?: ConvolutionWindow;
}

/**
 * The layout of an operand. Results, and what is read per result, have a row for every n: the neighbours in memory are
 * the m that leave the array together, so that what a layer writes is what the next one reads as B with rows n.
 */
export function layoutOf(problem: GemmProblem, operand: Operand): OperandLayout {
  if (operand === "a") return { columns: problem.a.rows === "m" ? "k" : "m", ...problem.a };
  if (operand === "b") return { columns: problem.b.rows === "n" ? "k" : "n", ...problem.b };
  return { rows: "n", columns: "m", bits: bitsPerResult(problem, operand) };
}

function bitsPerResult(problem: GemmProblem, operand: "mask" | "partialSums" | "out"): number {
  if (operand === "mask") return problem.maskBits;
  return operand === "out" ? problem.bitsOut : problem.partialSumBits;
}

/** The loop of a gathered operand that runs over channels and taps of the kernel: the one that is not `position`. */
export function tapLoop(layout: OperandLayout, window: ConvolutionWindow): Dimension {
  return layout.rows === window.position ? layout.columns : layout.rows;
}
