import type { Codes, FixedAccumulateDatapath, FloatAccumulateDatapath, Reals } from "@lnsim/contracts";
import type { DatapathCounts } from "@lnsim/numerics";
import type { GemmOperand } from "../quantization/quantized-operand.ts";

/**
 * O[m x n] = A[m x k] B[k x n], on quantised operands; a transposed operand is stored the other way round, a transposed
 * result is written n x m. Scales that vary along m or n are applied to the results, those of vectors of k on the way.
 */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: GemmOperand;
  readonly aTransposed: boolean;
  readonly b: GemmOperand;
  readonly bTransposed: boolean;
  readonly outTransposed?: boolean;
}

/** Told of every product while it listens; must not change anything. */
export type ProductProbe = (site: GemmSite, product: Product, out: Reals) => void;

/**
 * A product as its datapath was given it, and the sums that it made of it: O[m x n] = A[m x k] B[k x n]. The arrays are the run's own
 * and valid during the call only.
 */
export interface ObservedProduct {
  /** "conv1.fprop". */
  readonly site: string;
  /** With the window that it has in this step. */
  readonly datapath: FixedAccumulateDatapath | FloatAccumulateDatapath;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Codes of a fixed datapath, values of a float one; row-major, or the other way round where transposed. */
  readonly a: Codes | Float32Array;
  readonly aTransposed: boolean;
  readonly b: Codes | Float32Array;
  readonly bTransposed: boolean;
  /** Whether vectors of the operands have scales of their own, which enter the sums. */
  readonly hasVectorScales: boolean;
  /** The accumulators, m x n, row-major; there may be more behind them. */
  readonly sums: Int32Array | Float32Array | Float64Array;
}

/** Told of every product while it listens; must not change anything. */
export type ProductObserver = (product: ObservedProduct) => void;

/** One matrix product of the network, run every step on the machine's datapath. */
export interface GemmSite {
  /** "conv1.fprop". */
  readonly name: string;
  /** Writes the m x n results as real values, scales included, rounded once each. */
  run(product: Product, out: Reals): void;
  /** Ends a step: a calibrated window follows the largest sum of all its products. */
  endStep(): void;
  /** Counts what the datapath loses from now on, or stops; slower by far while it counts. */
  setCounting(isCounting: boolean): void;
  /** What was counted so far. */
  counts: DatapathCounts;
  probe: ProductProbe | null;
  observer: ProductObserver | null;
  /** Weight of the accumulator's LSB in the next step; null where there is no window. */
  lsb: number | null;
}
