import type { Reals } from "@lnsim/contracts";
import type { SeededRandom } from "@lnsim/elementary";

/** Draws which values stay: `kept` gets 0 with `probability` (to 2^-32) and else 1, one word of the stream per value. */
export function drawDropout(random: SeededRandom, probability: number, kept: Uint8Array): void {
  const bound = Math.round(probability * 0x1_0000_0000);
  for (let i = 0; i < kept.length; i++) kept[i] = Number(random.nextUint32() >= bound);
}

/**
 * What is kept over (1 - probability), the rest +0; the gradient by the input is the same function of the gradient by the
 * output. `out` may be the input.
 */
export function dropout(source: Reals, kept: Uint8Array, probability: number, out: Reals): void {
  const share = 1 - probability;
  for (let i = 0; i < source.length; i++) out[i] = kept[i] === 0 ? 0 : source[i] / share;
}
