import { exp2, expm1, log2 } from "@lnsim/elementary";

/** Gaussian logarithm of equal signs: log2(1 + 2^-x), for x >= 0 in octaves. */
export function deltaSame(x: number): number {
  return log2(1 + exp2(-x));
}

/** Gaussian logarithm of opposite signs: log2(1 - 2^-x), for x >= 0 in octaves; -Infinity at 0. */
export function deltaOpposite(x: number): number {
  if (x > 40) return -exp2(-x) * Math.LOG2E;
  return log2(-expm1(-x * Math.LN2));
}
