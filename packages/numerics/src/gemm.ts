import type { FixedAccumulateDatapath, FloatAccumulateDatapath } from "@lnsim/contracts";
import type { FloatGemmOperands, GemmOperands } from "./gemm-operands.ts";

/** A datapath made ready to run on the compiled kernels; reusable, and only good for the engine that made it. */
export interface FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  /**
   * Writes the M x N accumulators, row-major: integers in accumulator LSBs into an Int32Array or Float64Array; real values
   * of a binary32 accumulator into a Float32Array or Float64Array; reals in product units of a wide one into a
   * Float64Array. The caller owns all arrays; large problems are worked off in blocks.
   */
  run(operands: GemmOperands, out: Int32Array | Float32Array | Float64Array): void;
}

/** A float-accumulate GEMM: multiply, round, add, round, in the order that the datapath declares. */
export interface FloatGemm {
  readonly datapath: FloatAccumulateDatapath;
  /** Writes the M x N sums, row-major. Which NaN results where one does is left open. */
  run(operands: FloatGemmOperands, out: Float32Array): void;
}
