import type { DatapathValues } from "./datapath-parameters.ts";
import type { FloatLayout } from "./layout.ts";

/**
 * The studied designs' operands (both sides alike): their significands and exponents decide what a multiplier costs.
 * The studied hardware truncates and flushes subnormals where the simulated arithmetic rounds and keeps them.
 */
function operandName(left: FloatLayout, right: FloatLayout): "fp8" | "bf16" | "fp16" | "fp32" | undefined {
  if (left.exponentBits !== right.exponentBits || left.fractionBits !== right.fractionBits) return undefined;
  const names = { e4m3: "fp8", e8m7: "bf16", e5m10: "fp16", e8m23: "fp32" } as const;
  return names[`e${left.exponentBits}m${left.fractionBits}` as keyof typeof names];
}

/**
 * Dot products aligned to their largest exponent and added into a float accumulator, or, in ascending order, as many of one
 * term; `null` where none was studied.
 */
export function floatCostRecord(left: FloatLayout, right: FloatLayout, { accumulation }: DatapathValues): string | null {
  const name = operandName(left, right);
  if (name === undefined || accumulation === "bfloat16") return null;
  if (accumulation === "binary32") return `${name}a32`;
  return name === "fp8" ? "fp8a16" : null;
}

/** FP8 products shifted into a 24-bit fixed-point accumulator; windows may differ. */
export function fixedCostRecord(left: FloatLayout, right: FloatLayout, { accumulation, accumulatorBits }: DatapathValues): string | null {
  const isStudied = operandName(left, right) === "fp8" && accumulation === "fixed" && accumulatorBits === 24;
  return isStudied ? "fp8fix24" : null;
}
