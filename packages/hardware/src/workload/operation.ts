interface OpBase {
  /** Unique within a step. */
  readonly id: number;
  /** Shown in reports, such as "fc1.fprop". */
  readonly name: string;
  /** Ids of earlier ops whose results this one reads. */
  readonly after: readonly number[];
}

/** O[m x n] = A[m x k] B[k x n] on the vector MAC, finished by the PPU. */
export interface GemmOp extends OpBase {
  readonly kind: "gemm";
  readonly pass: "fprop" | "dgrad" | "wgrad";
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /**
   * Whether the PPU applies a non-linearity before it stores. Default false. In dgrad it is the derivative of that of the
   * layer below: the activations stored for the results' places are read, and where they are zero so is the result.
   */
  readonly activation?: boolean;
  /**
   * How the result is stored. "codes" (default): in the format of its role, so that a matrix product can read it.
   * "spill": in the spill format and no further, for a result that only the loss reads.
   */
  readonly output?: "codes" | "spill";
}

/** Softmax and cross-entropy: reads `elements` logits in the spill format and writes their gradients. */
export interface LossOp extends OpBase {
  readonly kind: "loss";
  readonly pass: "loss";
  readonly elements: number;
}

/** The optimizer on `elements` parameters. */
export interface UpdateOp extends OpBase {
  readonly kind: "update";
  readonly pass: "update";
  readonly elements: number;
  /** Numbers of state that the optimizer keeps per parameter. Default 1: the second moment of Madam. */
  readonly stateSlots?: number;
}

/** One op of a training step, as the machine is asked for it. */
export type Op = GemmOp | LossOp | UpdateOp;

/** Multiply-accumulates that an op asks for. */
export function macsOf(op: Op): number {
  return op.kind === "gemm" ? op.m * op.n * op.k : 0;
}
