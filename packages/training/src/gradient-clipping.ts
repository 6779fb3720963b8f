import type { Parameter } from "./parameters/parameter.ts";

/**
 * Scales all gradients down so that their common norm is at most `largest`: the sum of squares is binary64 in the order of
 * the parameters and their elements, the factor is rounded to the gradients' width, and so is each product.
 */
export function clipGradients(parameters: readonly Parameter[], largest: number): void {
  let sum = 0;
  for (const { finalGradient } of parameters) for (let i = 0; i < finalGradient.length; i++) sum += finalGradient[i] * finalGradient[i];
  const norm = Math.sqrt(sum);
  // A norm that is no number is left for the loss to show.
  if (!(norm > largest)) return;
  for (const { finalGradient } of parameters) {
    const factor = finalGradient instanceof Float32Array ? Math.fround(largest / norm) : largest / norm;
    for (let i = 0; i < finalGradient.length; i++) finalGradient[i] *= factor;
  }
}
