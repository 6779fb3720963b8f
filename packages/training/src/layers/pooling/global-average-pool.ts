import type { Reals } from "@lnsim/contracts";

/** The mean over the `positions` (height * width) of every feature and sample; `source` has `positions` times the values of `out`. */
export function globalAveragePool(positions: number, source: Reals, out: Reals): void {
  for (let o = 0, i = 0; o < out.length; o++) {
    let sum = 0;
    for (const end = i + positions; i < end; i++) sum += source[i];
    out[o] = sum / positions;
  }
}

/** The gradient by the input of {@link globalAveragePool}: every position gets its share. */
export function globalAveragePoolBackward(positions: number, gradient: Reals, out: Reals): void {
  for (let o = 0, i = 0; o < gradient.length; o++) {
    const share = gradient[o] / positions;
    for (const end = i + positions; i < end; i++) out[i] = share;
  }
}
