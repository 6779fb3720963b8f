import type { Reals } from "@lnsim/contracts";

/** out = max(x, +0), element by element; NaN stays. `out` may be the input. */
export function relu(source: Reals, out: Reals): void {
  for (let i = 0; i < source.length; i++) {
    const value = source[i];
    out[i] = value <= 0 ? 0 : value;
  }
}

/**
 * The gradient by the input of {@link relu}: `gradient` where the layer's output is positive, else +0; the input in the
 * place of the output serves as well. `out` may be either.
 */
export function reluBackward(output: Reals, gradient: Reals, out: Reals): void {
  for (let i = 0; i < gradient.length; i++) {
    const value = gradient[i];
    out[i] = output[i] <= 0 ? 0 : value;
  }
}

/** out = x where x is positive, else slope * x. `out` may be the input. */
export function leakyRelu(source: Reals, slope: number, out: Reals): void {
  for (let i = 0; i < source.length; i++) {
    const value = source[i];
    out[i] = value > 0 ? value : slope * value;
  }
}

/** The gradient by the input of {@link leakyRelu}, which is `source`. `out` may be the input or the gradient. */
export function leakyReluBackward(source: Reals, gradient: Reals, slope: number, out: Reals): void {
  for (let i = 0; i < gradient.length; i++) {
    const value = gradient[i];
    out[i] = source[i] > 0 ? value : slope * value;
  }
}
