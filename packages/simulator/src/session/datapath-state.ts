import type { ExplainedLane } from "@lnsim/hardware";

/** Codes drawn at random, as `lnsim run --values=random` draws them. */
export interface RandomNumbers {
  readonly kind: "random";
  readonly seed: number;
  /** Why they are not those of the training that was to be repeated; null where none was. */
  readonly reason: string | null;
}

/** Codes of a step of a training, from 1: a machine whose arithmetic repeats it to the bit. */
export interface TrainingNumbers {
  readonly kind: "training";
  /** What the trace is called. */
  readonly trace: string;
  readonly step: number;
}

/** Where the numbers come from. */
export type DatapathOperands = RandomNumbers | TrainingNumbers;

/** What every state of a datapath has. */
interface DatapathPlace {
  readonly cycle: number;
  /** Name of the block. */
  readonly block: string;
  /** The op it works for. */
  readonly op: string;
  readonly pass: string;
  readonly operands: DatapathOperands;
}

/** A range of indices, half open. */
export interface IndexRange {
  readonly from: number;
  readonly to: number;
}

/** A vector MAC in a cycle in which a vector of B passes its lanes. Rows, column and terms are those of the op's product O[m x n] = A[m x k] B[k x n]. */
export interface ProductState extends DatapathPlace {
  readonly kind: "product";
  /** Which of the op's equal products it is, from 0, and of how many. */
  readonly product: number;
  readonly products: number;
  readonly sizes: { readonly m: number; readonly n: number; readonly k: number };
  /** Rows that the lanes hold, one each; the column that the vector is of; the terms of the slice. */
  readonly rows: IndexRange;
  readonly column: number;
  readonly terms: IndexRange;
  /** Whether the slice is the first of its outputs' tile (sums begin, or go on from partial sums of an earlier tile), or the last. */
  readonly isFirstSlice: boolean;
  readonly isLastSlice: boolean;
  /** Identifiers of the operands' formats, and the datapath and its accumulator in words. */
  readonly leftFormat: string;
  readonly rightFormat: string;
  readonly datapath: string;
  readonly accumulator: string;
  /** What each lane in use does. */
  readonly lanes: readonly ExplainedLane[];
}

/** A weight before and after its update. */
export interface UpdatedWeight {
  /** Index among the elements of the op: those of the weights, then those of the bias. */
  readonly element: number;
  readonly gradient: number;
  readonly before: { readonly code: number; readonly value: number };
  /** What the optimizer makes of it in exact arithmetic, before it is stored. */
  readonly exact: number;
  readonly after: { readonly code: number; readonly value: number };
}

/** A weight-update unit in a cycle in which it works on some elements. */
export interface UpdateState extends DatapathPlace {
  readonly kind: "update";
  readonly elements: number;
  /** Elements that are updated in this cycle. */
  readonly range: IndexRange;
  /** Identifier of the weights' format, and of the optimizer. */
  readonly format: string;
  readonly optimizer: string;
  readonly weights: readonly UpdatedWeight[];
}

/** What a datapath works on in a cycle. */
export type DatapathState = ProductState | UpdateState;
