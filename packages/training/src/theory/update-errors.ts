import type { RandomSource, Reals } from "@lnsim/contracts";
import { stochasticError, type StochasticError } from "./stochastic-error.ts";
import { afterDescent, afterMultiplication, afterSign, logarithmicWeights } from "./updated-logarithms.ts";

/** What the errors are taken of. */
export interface UpdateErrorInput {
  readonly weights: Reals;
  readonly gradients: Reals;
  /** eta, the same for all three updates. */
  readonly learningRate: number;
  /** Codes per octave of the weights' grid. */
  readonly gamma: number;
  readonly random: RandomSource;
  /** Roundings of each element that are averaged; 1 when it is left out. */
  readonly draws?: number;
}

/** The error of one kind of update, with the bound that is proven for its expectation. */
export interface UpdateError extends StochasticError {
  readonly bound: number;
}

/** Squared error of log2|w| by storing updated weights on the grid, in octaves squared over the whole tensor. */
export interface UpdateErrors {
  /** Elements that count: weights that are not zero. */
  readonly elements: number;
  /** Gradient descent: at most sqrt(d) / gamma * ||log2|W - eta G|||. */
  readonly gd: UpdateError;
  /** Multiplicative update: at most sqrt(d) * eta / gamma * ||G||. */
  readonly multiplicative: UpdateError;
  /** Multiplicative update by the gradient's sign: at most d * eta / gamma. */
  readonly sign: UpdateError;
}

/**
 * The quantization errors of three updates of logarithmic weights under stochastic rounding, measured, exact, and as
 * LNS-Madam bounds them (its two theorems and the lemma). Weights are first taken to the grid. With d elements, f the
 * fraction of gamma x between two codes and Sum f (1 - f) / gamma^2 the expected error, the bounds follow from
 * f (1 - f) <= |gamma x| and Sum |x| <= sqrt(d) ||x||.
 */
export function updateErrors({ weights, gradients, learningRate, gamma, random, draws = 1 }: UpdateErrorInput): UpdateErrors {
  const tensor = logarithmicWeights(weights, gradients, gamma);
  const elements = tensor.octaves.length;
  const errorOf = (octaves: Float64Array, bound: number): UpdateError => ({ ...stochasticError(octaves, { gamma, random, draws }), bound });
  const descended = afterDescent(tensor, learningRate);
  const root = Math.sqrt(elements);
  return {
    elements,
    gd: errorOf(descended, (root / gamma) * norm(descended.filter(Number.isFinite))),
    multiplicative: errorOf(afterMultiplication(tensor, learningRate), ((root * learningRate) / gamma) * norm(tensor.gradients)),
    sign: errorOf(afterSign(tensor, learningRate), (elements * learningRate) / gamma),
  };
}

function norm(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
