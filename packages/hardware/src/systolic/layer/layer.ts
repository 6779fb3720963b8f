import type { GemmOp } from "../../workload/operation.ts";

/**
 * A matrix product as a systolic array is asked for it: O[m x n] = I[m x k] W[k x n], I the operand on the side of the
 * inputs and W the one on the side of the filters. A convolution has m output positions and n filters.
 */
export interface SystolicLayer {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** An operand of an op's O = A B. */
export type OperandSide = "a" | "b";

/**
 * Which operand of an op is on the side of the inputs: B of fprop (activations against weights) and dgrad (gradients
 * against weights), A of wgrad (activations against gradients).
 */
export function inputSide(pass: GemmOp["pass"]): OperandSide {
  return pass === "wgrad" ? "a" : "b";
}

/** The layer that an op's O[m x n] = A[m x k] B[k x n] is; with the inputs on the right it is the product transposed. */
export function layerOf(op: Pick<GemmOp, "pass" | "m" | "n" | "k">): SystolicLayer {
  return layerFrom(op, inputSide(op.pass));
}

/** The layer of a product A[m x k] B[k x n] whose inputs are the operand named. */
export function layerFrom({ m, n, k }: SystolicLayer, inputs: OperandSide): SystolicLayer {
  return inputs === "a" ? { m, n, k } : { m: n, n: m, k };
}

/** Useful multiply-accumulates of a layer. */
export function macsOfLayer({ m, n, k }: SystolicLayer): number {
  return m * n * k;
}
