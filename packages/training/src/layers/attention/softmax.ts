import type { Reals } from "@lnsim/contracts";
import { exp } from "@lnsim/elementary";
import type { AttentionShape } from "./shape.ts";

/**
 * Softmax of scale * score over the keys that each query sees; +0 for the others. `scores` and `out` are blocks of
 * length x length, row = query, column = key. Exponents are relative to the row's largest score; everything up to the
 * stored probability is binary64, sums in ascending order of the keys. `out` may be the input.
 */
export function attentionSoftmax(shape: AttentionShape, scores: Reals, out: Reals): void {
  const { length, blocks, scale } = shape;
  const exponentials = new Float64Array(length);
  for (let row = 0; row < blocks * length; row++) {
    const start = row * length;
    const visible = visibleKeys(shape, row);
    let largest = scores[start];
    for (let key = 1; key < visible; key++) largest = Math.max(largest, scores[start + key]);
    let sum = 0;
    for (let key = 0; key < visible; key++) sum += exponentials[key] = exp((scores[start + key] - largest) * scale);
    for (let key = 0; key < visible; key++) out[start + key] = exponentials[key] / sum;
    for (let key = visible; key < length; key++) out[start + key] = 0;
  }
}

/**
 * The gradient by the unscaled scores: scale * P * (dP - sum over the keys of P dP), +0 where a query does not see the
 * key. `probabilities` P, `gradient` dP and `out` are blocks of length x length; `out` may be the gradient.
 */
export function attentionSoftmaxBackward(shape: AttentionShape, probabilities: Reals, gradient: Reals, out: Reals): void {
  const { length, blocks, scale } = shape;
  for (let row = 0; row < blocks * length; row++) {
    const start = row * length;
    const end = start + visibleKeys(shape, row);
    let sum = 0;
    for (let i = start; i < end; i++) sum += probabilities[i] * gradient[i];
    for (let i = start; i < end; i++) out[i] = scale * probabilities[i] * (gradient[i] - sum);
    for (let i = end; i < start + length; i++) out[i] = 0;
  }
}

/** How many keys, from the first, the query of a row sees. */
function visibleKeys({ length, causal }: AttentionShape, row: number): number {
  return causal ? (row % length) + 1 : length;
}
