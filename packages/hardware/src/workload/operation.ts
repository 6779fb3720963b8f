import type { VectorOperation } from "../vector/operations.ts";
import type { GemmPass } from "./pass.ts";
import type { TensorUse } from "./tensor-use.ts";

export type { StoredAs, TensorUse } from "./tensor-use.ts";

interface OpBase {
  /** Unique within a step. */
  readonly id: number;
  /** Shown in reports, such as "fc1.fprop". */
  readonly name: string;
  /** Ids of earlier ops whose results this one reads. */
  readonly after: readonly number[];
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
  /** Distance of the taps. Default [1, 1]. */
  readonly dilation?: readonly [vertical: number, horizontal: number];
  /** Output positions per sample. */
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** O[m x n] = A[m x k] B[k x n] on the vector MAC, finished by the PPU. */
export interface GemmOp extends OpBase {
  readonly kind: "gemm";
  readonly pass: GemmPass;
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
   * How the result leaves the PPU. "codes" (default): quantised on the way, in the format of its role. "spill": in the spill
   * format, for a pass behind that quantises it, or because no matrix product reads it.
   */
  readonly output?: "codes" | "spill";
  /** Whether the PPU keeps the maximum of the results on the way, for the pass that quantises them. Default false. */
  readonly maximum?: boolean;
  /** Whether the PPU sums the results and their squares on the way, for a normalisation behind. Default false. */
  readonly statistics?: boolean;
  /** Present where an operand is gathered by a convolution: B of fprop and dgrad, A of wgrad. */
  readonly gather?: Gather;
  /** Tensors by name, for what has to find them in memory; absent where nothing does. */
  readonly a?: TensorUse;
  readonly b?: TensorUse;
  /** In dgrad with an activation: the stored activations that mask the results. */
  readonly mask?: TensorUse;
  readonly out?: TensorUse;
}

/** The optimizer on `elements` parameters. */
export interface UpdateOp extends OpBase {
  readonly kind: "update";
  readonly pass: "update";
  readonly elements: number;
  /** Numbers of state that the optimizer keeps per parameter. Default 1: the second moment of Madam. */
  readonly stateSlots?: number;
  /** Whether the narrow codes that matrix products read are written. Default true. */
  readonly storesWeights?: boolean;
  /** Names the parameters, and with them everything that is stored per parameter: see `tensorsOf`. Default: the name of the op. */
  readonly parameter?: string;
}

/** One operation on the elements of a pass, and what it counts in. */
export interface VectorStage {
  readonly operation: VectorOperation;
  /** Elements of its operand. */
  readonly elements: number;
  /** Elements of its result. Default: as many. */
  readonly results?: number;
  /** Elements of the operand that each result is made of: the window of a pool. Default 1. */
  readonly taps?: number;
  /** Groups of elements with figures of their own: features of a batch norm, columns of a layer norm. Default 0. */
  readonly groups?: number;
}

/**
 * A pass of the PPUs over stored tensors: everything between matrix products that no drain does on the way, the loss
 * included. Every element goes through all stages on one trip.
 */
export interface VectorOp extends OpBase {
  readonly kind: "vector";
  readonly pass: "fprop" | "loss" | "dgrad" | "wgrad";
  readonly stages: readonly VectorStage[];
  /** Elements that pass the unit: of the largest operand or result. */
  readonly elements: number;
  /** At most three. */
  readonly reads: readonly TensorUse[];
  /** At most two. */
  readonly writes: readonly TensorUse[];
}

/** One op of a training step, as the machine is asked for it. */
export type Op = GemmOp | UpdateOp | VectorOp;

/** Multiply-accumulates that an op asks for. */
export function macsOf(op: Op): number {
  return op.kind === "gemm" ? op.m * op.n * op.k * (op.count ?? 1) : 0;
}
