import { log, type SeededRandom } from "@lnsim/elementary";

/**
 * Draws from the normal distribution of mean 0 and variance 1 by the polar method (Marsaglia and Bray, 1964): it needs a
 * logarithm and a root only, so that the draws are the same on every machine.
 */
export function fillNormal(random: SeededRandom, out: Float32Array): void {
  for (let i = 0; i < out.length; i += 2) {
    let u: number;
    let v: number;
    let square: number;
    do {
      u = 2 * random.nextFloat() - 1;
      v = 2 * random.nextFloat() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * log(square)) / square);
    out[i] = u * factor;
    if (i + 1 < out.length) out[i + 1] = v * factor;
  }
}
