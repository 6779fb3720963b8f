import type { Reals } from "@lnsim/contracts";

/** out = x where x is positive, else slope * x. `out` may be the input. */
export function leakyRelu(source: Reals, slope: number, out: Reals): void {
  leakyReluBackward(source, source, slope, out);
}

/**
 * The gradient by the input of {@link leakyRelu}, which is `source`: times 1 where it is positive, else times slope.
 * `out` may be the input or the gradient.
 */
export function leakyReluBackward(source: Reals, gradient: Reals, slope: number, out: Reals): void {
  // Looked up and not branched upon: every other branch would be guessed wrongly.
  const factors = Float64Array.of(slope, 1);
  for (let i = 0; i < gradient.length; i++) out[i] = gradient[i] * factors[Number(source[i] > 0)];
}
