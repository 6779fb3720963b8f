import type { RandomSource } from "@lnsim/contracts";

/** Quantization error of logarithms under stochastic rounding: squared octaves, summed over all elements. */
export interface StochasticError {
  /** Mean over the draws. */
  readonly measured: number;
  /** Its expectation: the sum of f (1 - f) / gamma^2, f the fraction of each position between two codes. */
  readonly exact: number;
  /** Standard deviation of `measured`. */
  readonly deviation: number;
}

/**
 * Rounds logarithms to a grid of 1/gamma octaves, each up with the probability of its fraction f, and sums the squared
 * errors. Of one element the square is (1 - f)^2 / gamma^2 with probability f and f^2 / gamma^2 otherwise: mean
 * f (1 - f) / gamma^2, variance f (1 - f) (1 - 2f)^2 / gamma^4.
 *
 * @param octaves logarithms to base 2; what is not finite (the logarithm of zero) is left out
 */
export function stochasticError(octaves: Float64Array, { gamma, random, draws }: { readonly gamma: number; readonly random: RandomSource; readonly draws: number }): StochasticError {
  let exact = 0;
  let variance = 0;
  let sum = 0;
  for (let i = 0; i < octaves.length; i++) {
    const position = gamma * octaves[i];
    const fraction = position - Math.floor(position);
    if (!(fraction >= 0)) continue;
    const spread = fraction * (1 - fraction);
    exact += spread;
    variance += spread * (1 - 2 * fraction) * (1 - 2 * fraction);
    for (let draw = 0; draw < draws; draw++) {
      const error = random.nextUint32() * 2 ** -32 < fraction ? 1 - fraction : fraction;
      sum += error * error;
    }
  }
  const unit = 1 / (gamma * gamma);
  return { measured: (sum / draws) * unit, exact: exact * unit, deviation: Math.sqrt(variance / draws) * unit };
}
