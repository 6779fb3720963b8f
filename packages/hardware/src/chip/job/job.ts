import type { Kernel } from "@lnsim/kernel";
import type { VectorStep } from "../../vector/vector-step.ts";

/**
 * A tile of a matrix product whose operands are in the global buffer: O[m x n] (+)= A[m x k] B[k x n]. Plain numbers, so
 * that equal jobs have equal keys ({@link jobKey}).
 */
export interface GemmJob {
  readonly kind: "gemm";
  readonly pass: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Bits of one element of A and B, as the array multiplies them. */
  readonly bitsA: number;
  readonly bitsB: number;
  /**
   * The same in the global buffer and on the way to the array, where they are more: with the share of a scale that a vector has
   * beside its codes; of A also where the array rounds it.
   */
  readonly memoryBitsA?: number;
  readonly memoryBitsB?: number;
  /** Whether the sum of every vector is multiplied by the scales of its two vectors. Default: no. */
  readonly scalesVectors?: 1;
  /** Bits of one finished result, as it is stored in the global buffer. */
  readonly bitsOut: number;
  /** Whether partial sums of an earlier tile of k are read first, and whether partial sums leave instead of results. */
  readonly readsPartialSums: 0 | 1;
  readonly writesPartialSums: 0 | 1;
  /** Whether an operand is stored with its reduction along the other axis and passes through the transposer. */
  readonly transposesA: 0 | 1;
  readonly transposesB: 0 | 1;
  /** Bits that are read for every result to mask it; 0: none. */
  readonly maskBits: number;
  /** What the PPU does with a finished result, as a sum of {@link drainFlags}. */
  readonly drain: number;
}

/** What the PPU does with a result at the drain, beside scaling it. */
export const drainFlags = { activate: 1, quantise: 2, reduce: 4, statistics: 8 } as const;

/** Elementwise work on a stretch of tensors that are in the global buffer, split evenly over the units of all PEs. */
export interface VectorJob {
  readonly kind: "vector";
  readonly pass: number;
  readonly elements: number;
  /** The unit of a PE that does it. */
  readonly unit: "ppu" | "update";
  /** Bits that are read and written per element, of all tensors together. */
  readonly readBits: number;
  readonly writeBits: number;
  /** Actions per element, by the keys of the vector-operation table. */
  readonly operations: readonly VectorStep[];
}

export type Job = GemmJob | VectorJob;

/** What a job takes on an array that is idle before it. */
export interface JobTiming {
  /** From the cycle in which it is started to the first cycle in which all its results are in the global buffer. */
  readonly cycles: number;
  /** How often each action happened, by its index in {@link ComputeArray.actions}. */
  readonly counts: Float64Array;
  /** Cycles by block and activity, by the index in {@link ComputeArray.activities}; those of one block add up to `cycles`. */
  readonly activity: Float64Array;
  /** Kernel events it took to find out. */
  readonly events: number;
}

/** An action that an array counts. */
export interface ArrayAction {
  readonly block: string;
  readonly action: string;
}

/** An activity of a block of an array. */
export interface ArrayActivity {
  readonly block: string;
  readonly name: string;
  readonly class: "work" | "stall" | "idle";
  readonly cause?: string;
}

/** Told of a kernel at cycle 0 of a job, before it runs; what it returns is called when the job is over. */
export type JobWatch = (kernel: Kernel) => () => void;

/**
 * What computes: a grid of PEs, or a systolic array, with the side of the global buffer that faces it. A job has the array
 * for itself, and nothing outside it touches what it touches (its halves of the global buffer have banks of their own):
 * its timing depends on the job alone.
 *
 * Simplified: jobs do not overlap: each starts when all its operands are there, fills the array and drains it.
 */
export interface ComputeArray {
  readonly actions: readonly ArrayAction[];
  readonly activities: readonly ArrayActivity[];
  /** Blocks that are the array proper (its PEs): what waits outside jobs is their waiting. */
  readonly workers: readonly string[];
  /** Multiply-accumulates per cycle when nothing waits. */
  readonly macsPerCycle: number;
  /** Simulates one job. Pure: equal jobs give equal timings, watched or not. */
  run(job: Job, watch?: JobWatch): JobTiming;
  /** A kernel of its own at cycle 0 of a job; it stops in the cycle in which the job is over. Its blocks are the same for every job. */
  open(job: Job): Kernel;
  /** Issued multiply-accumulate slots of a job, padding included. */
  issuedSlots(job: Job): number;
  /** Cycles that a job cannot be faster than: what a cost model ranks by. */
  lowerBound(job: Job): number;
}

/** Bits of an element of A until the array has it. */
export function movedBitsA({ bitsA, memoryBitsA = bitsA }: GemmJob): number {
  return memoryBitsA;
}

/** Bits of an element of B until the array has it. */
export function movedBitsB({ bitsB, memoryBitsB = bitsB }: GemmJob): number {
  return memoryBitsB;
}

/** A text that two jobs share exactly when they are equal. */
export function jobKey(job: Job): string {
  return JSON.stringify(job);
}
