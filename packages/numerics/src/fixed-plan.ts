import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";
import type { CutScaling } from "./fixed-tables.ts";

/** Which kernel runs a datapath, and the accumulator rule as the constants that the kernels use. */
export interface FixedPlan {
  /**
   * saturate: rounding and saturation inside the product kernel; sums: products and rule apart, without a cut;
   * cut: the same with a cut; wide: products only.
   */
  readonly kernel: "saturate" | "sums" | "cut" | "wide";
  /** How the cut is folded into the tables; present for the kernel `cut`. */
  readonly cut: CutScaling | undefined;
  /** 2^-(cutBits+1) - 1/2. */
  readonly loweredBy: number;
  readonly start: number;
  readonly magic: number;
  readonly highest: number;
  readonly lowest: number;
  /** 0 when the accumulator does not wrap. */
  readonly period: number;
  /** Accumulator LSBs in one unit of the sums. */
  readonly scale: number;
}

/**
 * Derives the plan. With a cut, sums count in units of 2^cutBits, so that the truncation is one to an integer and the
 * shift is what remains.
 */
export function planFixedGemm(datapath: FixedAccumulateDatapath): FixedPlan {
  const { cutBits } = datapath;
  const accumulator = datapath.accumulator as FixedAccumulator | "wide";
  if (accumulator === "wide") {
    return { kernel: "wide", cut: undefined, loweredBy: 0, start: 0, magic: 0, highest: 0, lowest: 0, period: 0, scale: 1 };
  }
  const declared = accumulator.lsb + datapath.fractionBits;
  const shift = Math.max(declared - cutBits, 0);
  const unit = powerOfTwo(shift);
  const limit = powerOfTwo(accumulator.bits - 1);
  const isWrapping = accumulator.overflow === "wrap";
  return {
    kernel: cutBits > 0 ? "cut" : isWrapping ? "sums" : "saturate",
    cut: cutBits > 0 ? { factor: powerOfTwo(-cutBits), tail: powerOfTwo(Math.max(cutBits - declared, 0)) } : undefined,
    loweredBy: powerOfTwo(-cutBits - 1) - 0.5,
    start: startOf(accumulator.rounding, unit),
    magic: 1.5 * powerOfTwo(52 + shift),
    highest: limit - 1,
    lowest: -limit,
    period: isWrapping ? 2 * limit : 0,
    scale: 1 / unit,
  };
}

/** Rounding to nearest from here is the declared rounding of the vector's sum; a whole sum needs none. */
function startOf(rounding: "half-up" | "floor", unit: number): number {
  if (unit === 1) return 0;
  return rounding === "half-up" ? 0.5 : (1 - unit) / 2;
}
