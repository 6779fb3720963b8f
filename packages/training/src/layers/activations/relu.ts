import type { Reals } from "@lnsim/contracts";
import { halvesOf } from "./word-halves.ts";

/** out = max(x, +0), element by element; NaN stays. `out` may be the input. */
export function relu(source: Reals, out: Reals): void {
  keepPositive(source, source, out);
}

/**
 * The gradient by the input of {@link relu}: `gradient` where the layer's output is positive or NaN, else +0; the input
 * in the place of the output serves as well. `out` may be either, all of one type.
 */
export function reluBackward(output: Reals, gradient: Reals, out: Reals): void {
  keepPositive(output, gradient, out);
}

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

/**
 * Writes `values` where `signs` is positive or NaN, else +0. Bits are masked, because a branch would be guessed wrongly
 * for every other element.
 */
function keepPositive(signs: Reals, values: Reals, out: Reals): void {
  const from = halvesOf(values);
  const to = halvesOf(out);
  if (out.length === to.length) {
    for (let i = 0; i < out.length; i++) to[i] = from[i] & (Number(signs[i] <= 0) - 1);
    return;
  }
  for (let i = 0; i < out.length; i++) {
    const mask = Number(signs[i] <= 0) - 1;
    to[2 * i] = from[2 * i] & mask;
    to[2 * i + 1] = from[2 * i + 1] & mask;
  }
}
