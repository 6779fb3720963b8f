import type { Reals } from "@lnsim/contracts";
import { tanh } from "@lnsim/elementary";

/** sqrt(2 / pi). */
const factor = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/**
 * GELU in its tanh form, x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))), element by element. `out` may be the
 * input. Source: Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016), section 2.
 */
export function gelu(source: Reals, out: Reals): void {
  for (let i = 0; i < source.length; i++) {
    const x = source[i];
    out[i] = 0.5 * x * (1 + tanh(factor * (x + cubic * x * x * x)));
  }
}

/** The gradient by the input of {@link gelu}, which is `source`: the derivative of the tanh form. `out` may be either. */
export function geluBackward(source: Reals, gradient: Reals, out: Reals): void {
  for (let i = 0; i < gradient.length; i++) {
    const x = source[i];
    const t = tanh(factor * (x + cubic * x * x * x));
    const slope = factor * (1 + 3 * cubic * x * x);
    out[i] = gradient[i] * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope);
  }
}
