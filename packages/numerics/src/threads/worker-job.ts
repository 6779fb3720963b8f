import type { FixedAccumulateDatapath, FloatAccumulateDatapath } from "@lnsim/contracts";
import type { KernelGroup, MethodKind } from "../fixed/fixed-route.ts";
import type { Region } from "../gemm-blocks.ts";
import type { FloatGemmOperands, GemmOperands } from "../gemm-operands.ts";

/** A fixed-accumulate datapath whose arrays are known to the worker by their numbers. */
export type DatapathMessage = Omit<FixedAccumulateDatapath, "leftFactor" | "leftClass" | "head" | "tail"> & {
  readonly leftFactor: number;
  readonly leftClass: number;
  readonly head: number;
  readonly tail: number | null;
};

/** Arrays a worker meets for the first time: their numbers, and copies. */
export type NumberedArrays = readonly (readonly [number: number, array: Float64Array | Uint8Array])[];

/** A fixed-accumulate GEMM for a worker to prepare, by the method that the main thread has chosen and tested. */
export interface FixedSetup {
  readonly kind: "fixed";
  readonly datapath: DatapathMessage;
  readonly arrays: NumberedArrays;
  readonly method: MethodKind;
  readonly isSwapped: boolean;
  readonly group: KernelGroup;
  readonly module: WebAssembly.Module;
  readonly isRevectorized: boolean;
}

/** A float GEMM for a worker to prepare. */
export interface FloatSetup {
  readonly kind: "float";
  readonly datapath: FloatAccumulateDatapath;
  readonly module: WebAssembly.Module;
  readonly isRevectorized: boolean;
}

/** One part of a product: operands and outputs lie in memory that all threads share. */
export interface WorkerJob {
  /** Number of the prepared GEMM; `setup` comes with its first job. */
  readonly gemm: number;
  readonly setup?: FixedSetup | FloatSetup;
  readonly operands: GemmOperands | FloatGemmOperands;
  readonly out: Int32Array | Float32Array | Float64Array;
  readonly region: Region;
}

/** Elements of the control words that the main thread and one worker share. */
export const controlWords = { isReady: 0, ticket: 1, done: 2, length: 3 } as const;
