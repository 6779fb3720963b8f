import type { Reals } from "@lnsim/contracts";
import type { DatapathCounts } from "@lnsim/numerics";
import type { QuantizedTensor } from "./quantized-tensor.ts";

/** O[m x n] = A[m x k] B[k x n], on quantised operands; a transposed operand is stored the other way round. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: QuantizedTensor;
  readonly aTransposed: boolean;
  readonly b: QuantizedTensor;
  readonly bTransposed: boolean;
}

/** One matrix product of the network, run every step on the machine's datapath. */
export interface GemmSite {
  /** Writes the m x n results as real values, scales included, rounded once each. */
  run(product: Product, out: Reals): void;
  /** Counts what the datapath loses from now on, or stops; slower by far while it counts. */
  setCounting(isCounting: boolean): void;
  /** What was counted so far. */
  readonly counts: DatapathCounts;
}
