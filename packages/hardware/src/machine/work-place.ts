import type { Kernel } from "@lnsim/kernel";
import type { GemmOp, UpdateOp } from "../workload/operation.ts";

/** A range of indices, half open. */
export interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** What a vector MAC works on in a cycle: rows of A in its lanes, and a vector of B, of O[m x n] = A[m x k] B[k x n]. */
export interface ProductPlace {
  readonly kind: "product";
  readonly op: GemmOp;
  /** Which of the op's equal products, from 0. */
  readonly product: number;
  readonly rows: PlaceRange;
  readonly column: number;
  readonly terms: PlaceRange;
  /** Whether the slice is the first of its results as they stay in the collector, and the last. */
  readonly isFirstSlice: boolean;
  readonly isLastSlice: boolean;
  /** Terms after which sums go through the global buffer or memory; all of them where they do not. */
  readonly tileK: number;
}

/** Parameters that a weight-update unit updates in a cycle. */
export interface UpdatePlace {
  readonly kind: "update";
  readonly op: UpdateOp;
  readonly elements: PlaceRange;
}

export type WorkPlace = ProductPlace | UpdatePlace;

/** A cycle of a block, as far as it has to be known to tell what the block works on. */
export interface WorkMoment {
  /** The kernel that the block is in, behind the cycle. */
  readonly kernel: Kernel;
  readonly block: number;
  /** The job at work, and how many jobs the array had started before it; null for a block of the step itself. */
  readonly job: { readonly number: number; readonly before: number } | null;
  /** What a block of the step has counted up to and with the cycle, all counters together whose names begin so. */
  counted(block: string, counters: string): number;
}
