import type { Codes, LogAccumulateDatapath } from "@lnsim/contracts";
import type { GemmOperands } from "../gemm-operands.ts";

/** A log-domain datapath made ready to run; reusable, and only good for the engine that made it. */
export interface LogGemm {
  readonly datapath: LogAccumulateDatapath;
  /** True when the compiled kernels do the work; false for the few datapaths that do not fit their 16 bits. */
  readonly compiled: boolean;
  /** Writes the M x N sums as canonical codes, row-major. The caller owns all arrays. Operands have no scales. */
  run(operands: GemmOperands, out: Codes): void;
}
