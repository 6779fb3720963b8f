import type { FixedAccumulateDatapath, FixedAccumulator } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";

/** The accumulator rule of a datapath as the constants that the kernels use. */
export interface FixedPlan {
  readonly rule: "saturate" | "wrap" | "binary32" | "wide";
  /** Bounded guard bits: sums then count in units of 2^cutBits, so that the truncation is one to an integer. */
  readonly isCut: boolean;
  /** 2^-cutBits, or 1 without a cut: what left factors are multiplied by. */
  readonly factorScale: number;
  /** log2 of the accumulator's LSB in units of the sums; 0 for accumulators that are no integers. */
  readonly shift: number;
  readonly isHalfUp: boolean;
  /** Bits of an integer accumulator, else 0. */
  readonly bits: number;
  /** What a sum of the kernels starts from, so that rounding it to nearest is the declared rounding. */
  readonly start: number;
  readonly magic: number;
  readonly highest: number;
  readonly lowest: number;
  /** 0 when the accumulator does not wrap. */
  readonly period: number;
  /** Accumulator LSBs in one unit of the sums; for an accumulator that is no integer, its own units. */
  readonly scale: number;
}

/** Derives the plan. */
export function planFixedGemm(datapath: FixedAccumulateDatapath): FixedPlan {
  const { accumulator, cutBits, fractionBits, productUnit } = datapath;
  const isCut = cutBits > 0 && accumulator !== "wide";
  const common = { isCut, factorScale: isCut ? powerOfTwo(-cutBits) : 1 };
  if (accumulator === "wide") return { ...common, ...withoutRounding, rule: "wide", scale: 1 };
  if (accumulator === "binary32") {
    return { ...common, ...withoutRounding, rule: "binary32", scale: productUnit * powerOfTwo(cutBits - fractionBits) };
  }
  return { ...common, ...integerConstants(accumulator, accumulator.lsb + fractionBits - cutBits) };
}

const withoutRounding = { shift: 0, isHalfUp: false, bits: 0, start: 0, magic: 0, highest: 0, lowest: 0, period: 0 } as const;

function integerConstants(accumulator: FixedAccumulator, shift: number): Omit<FixedPlan, "isCut" | "factorScale"> {
  const unit = powerOfTwo(shift);
  const limit = powerOfTwo(accumulator.bits - 1);
  const isWrapping = accumulator.overflow === "wrap";
  return {
    rule: isWrapping ? "wrap" : "saturate",
    shift,
    isHalfUp: accumulator.rounding === "half-up",
    bits: accumulator.bits,
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
