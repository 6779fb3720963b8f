/** How a vector's scale becomes an integer. */
export interface IntegerScale {
  readonly scaleBits: number;
  readonly scaleRounding: "up" | "nearest";
}

/**
 * What the largest integer stands for in a vector whose largest magnitude is `largest`, in a tensor whose largest is
 * `tensorLargest`: k / (2^scaleBits - 1) of the tensor's, k a whole number from 1 on (two-level scales of VS-Quant, Dai
 * et al., MLSys 2021, which rounds k to the nearest and lets what lies beyond saturate).
 */
export function integerScaleTop({ scaleBits, scaleRounding }: IntegerScale, largest: number, tensorLargest: number): number {
  if (largest === 0) return 0;
  const levels = 2 ** scaleBits - 1;
  const steps = (largest * levels) / tensorLargest;
  const whole = scaleRounding === "up" ? Math.ceil(steps) : Math.round(steps);
  return (Math.max(1, Math.min(levels, whole)) * tensorLargest) / levels;
}
