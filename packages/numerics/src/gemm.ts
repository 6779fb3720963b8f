import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";

/** A datapath made ready to run on the compiled kernels; reusable, and only good for the engine that made it. */
export interface FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  /**
   * Writes the M x N accumulators, row-major: integers in accumulator LSBs, or for a wide accumulator reals in product
   * units, for which `out` must be a Float64Array. The caller owns all arrays; large problems are worked off in blocks.
   */
  run(operands: GemmOperands, out: Int32Array | Float64Array): void;
}

/** The binary32 GEMM: multiply, round, add, round, in ascending order of k for every output. */
export interface FloatGemm {
  /** Writes the M x N sums, row-major. Which NaN results where one does is left open. */
  run(operands: FloatGemmOperands, out: Float32Array): void;
}
