import type { Reals } from "@lnsim/contracts";
import { exp2, log2 } from "@lnsim/elementary";

/** Weights as logarithmic codes have them: the zeros left out, magnitudes on the grid. */
export interface LogarithmicWeights {
  /** log2 of the magnitudes, multiples of 1/gamma. */
  readonly octaves: Float64Array;
  /** -1 or 1. */
  readonly signs: Float64Array;
  /** The gradients of the same elements. */
  readonly gradients: Float64Array;
}

/** The nearest grid points of 1/gamma octaves to the weights that are not zero, with their gradients. */
export function logarithmicWeights(weights: Reals, gradients: Reals, gamma: number): LogarithmicWeights {
  const kept = Uint32Array.from([...weights.keys()].filter((i) => weights[i] !== 0 && Number.isFinite(weights[i])));
  return {
    octaves: Float64Array.from(kept, (i) => Math.round(gamma * log2(Math.abs(weights[i]))) / gamma),
    signs: Float64Array.from(kept, (i) => Math.sign(weights[i])),
    gradients: Float64Array.from(kept, (i) => gradients[i]),
  };
}

/** log2 |w - learningRate * g|: gradient descent. */
export function afterDescent({ octaves, signs, gradients }: LogarithmicWeights, learningRate: number): Float64Array {
  return octaves.map((octave, i) => log2(Math.abs(signs[i] * exp2(octave) - learningRate * gradients[i])));
}

/** log2 |w| - learningRate * sign(w) * g: the multiplicative update. */
export function afterMultiplication({ octaves, signs, gradients }: LogarithmicWeights, learningRate: number): Float64Array {
  return octaves.map((octave, i) => octave - learningRate * gradients[i] * signs[i]);
}

/** log2 |w| - learningRate * sign(w) * sign(g): the multiplicative update by the sign alone. */
export function afterSign({ octaves, signs, gradients }: LogarithmicWeights, learningRate: number): Float64Array {
  return octaves.map((octave, i) => octave - learningRate * Math.sign(gradients[i]) * signs[i]);
}
