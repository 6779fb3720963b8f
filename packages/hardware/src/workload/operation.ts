import type { TensorRole } from "./role.ts";

interface OpBase {
  /** Unique within a step. */
  readonly id: number;
  /** Shown in reports, such as "fc1.fprop". */
  readonly name: string;
  /** Ids of earlier ops whose results this one reads. */
  readonly after: readonly number[];
}

/** What a stored tensor holds per element; decides its bits. "spill" is what waits for its scale, "state" the optimizer's. */
export type StoredAs = TensorRole | "update" | "spill" | "state" | "mask";

/** A tensor in memory that an op reads or writes. */
export interface TensorUse {
  readonly name: string;
  readonly elements: number;
  readonly storedAs: StoredAs;
}

/**
 * How a convolution gathers an operand from a tensor of `height x width` positions of `channels`, sample after sample:
 * each column of the operand (fprop, dgrad: of B; wgrad: of A) is one output position.
 */
export interface Gather {
  readonly samples: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernel: readonly [vertical: number, horizontal: number];
  readonly stride: readonly [vertical: number, horizontal: number];
  readonly padding: readonly [vertical: number, horizontal: number];
  /** Output positions per sample. */
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** O[m x n] = A[m x k] B[k x n] on the vector MAC, finished by the PPU. */
export interface GemmOp extends OpBase {
  readonly kind: "gemm";
  readonly pass: "fprop" | "dgrad" | "wgrad";
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Independent products of this shape: groups of a convolution, heads and samples. Default 1. */
  readonly count?: number;
  /**
   * Whether the PPU applies a non-linearity before it stores. Default false. In dgrad it is the derivative of that of the
   * layer below: the activations stored for the results' places are read, and where they are zero so is the result.
   */
  readonly activation?: boolean;
  /**
   * How the result is stored. "codes" (default): in the format of its role, so that a matrix product can read it.
   * "spill": in the spill format and no further, for a result that no matrix product reads as it is.
   */
  readonly output?: "codes" | "spill";
  /** Whether the PPU sums the results and their squares on the way, for a normalisation behind. Default false. */
  readonly statistics?: boolean;
  /** Present where an operand is gathered by a convolution: B of fprop and dgrad, A of wgrad. */
  readonly gather?: Gather;
  /** Tensors by name, for what has to find them in memory; absent where nothing does. */
  readonly a?: TensorUse;
  readonly b?: TensorUse;
  readonly out?: TensorUse;
}

/** Softmax and cross-entropy: reads `elements` logits in the spill format and writes their gradients. */
export interface LossOp extends OpBase {
  readonly kind: "loss";
  readonly pass: "loss";
  readonly elements: number;
  readonly reads?: readonly TensorUse[];
  readonly writes?: readonly TensorUse[];
}

/** The optimizer on `elements` parameters. */
export interface UpdateOp extends OpBase {
  readonly kind: "update";
  readonly pass: "update";
  readonly elements: number;
  /** Numbers of state that the optimizer keeps per parameter. Default 1: the second moment of Madam. */
  readonly stateSlots?: number;
  /** The parameter tensor. */
  readonly parameter?: string;
}

/** A pass of the PPUs over stored tensors: everything between matrix products that no drain does on the way. */
export interface VectorOp extends OpBase {
  readonly kind: "vector";
  readonly pass: "fprop" | "loss" | "dgrad" | "wgrad";
  /** Entry of `vectorOperations`: what happens to an element. */
  readonly operation: string;
  /** Elements that pass the unit. */
  readonly elements: number;
  /** At most three. */
  readonly reads: readonly TensorUse[];
  /** At most two. */
  readonly writes: readonly TensorUse[];
}

/** One op of a training step, as the machine is asked for it. */
export type Op = GemmOp | LossOp | UpdateOp | VectorOp;

/** Multiply-accumulates that an op asks for. */
export function macsOf(op: Op): number {
  return op.kind === "gemm" ? op.m * op.n * op.k * (op.count ?? 1) : 0;
}
