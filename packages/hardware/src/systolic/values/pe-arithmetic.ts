import type { Codes } from "@lnsim/contracts";
import type { Cells, PeStep } from "./pe-registers.ts";

/** What a PE does with the operands in its registers, and what its sum is in the end. */
export interface PeArithmetic {
  /** What a sum starts from. */
  readonly zero: number;
  /** Whether operands, and sums, are real numbers rather than integers of 32 bits. */
  readonly hasRealOperands: boolean;
  readonly hasRealSums: boolean;
  /** Multiplies and accumulates in every PE that has both operands. */
  readonly step: PeStep;
  /** The sums as the caller gets them. */
  readonly drain: (sums: Cells) => Int32Array | Float32Array | Float64Array | Codes;
}
