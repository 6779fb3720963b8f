import type { Optimizer, Reals } from "@lnsim/contracts";
import { createRandom, type SeededRandom } from "@lnsim/elementary";

/** What an optimizer is examined with. Everything has a default. */
export interface OptimizerOptions {
  /** Seed of every random draw; 1 when it is left out. */
  readonly seed?: number;
  /** Makes the optimizer that an identifier names: a new one continues from a checkpoint. */
  readonly make?: (id: string) => Optimizer;
}

/** An optimizer with what its laws need. */
export interface OptimizerSubject {
  readonly optimizer: Optimizer;
  readonly options: OptimizerOptions;
  /** A stream of its own for every law. */
  random(stream: string): SeededRandom;
}

export function optimizerSubject(optimizer: Optimizer, options: OptimizerOptions = {}): OptimizerSubject {
  return { optimizer, options, random: (stream) => createRandom(options.seed ?? 1, stream) };
}

/** A tensor as an optimizer sees it: weights (or their signs) and its state. */
export interface Tensor {
  readonly weights: Float64Array;
  readonly slots: readonly Reals[];
}

/** Fresh state for `length` parameters, each slot at its initial value. */
export function freshSlots({ slots }: Optimizer, length: number): readonly Float64Array[] {
  return slots.map(({ initial }) => new Float64Array(length).fill(initial));
}

/** Weights of many sizes and both signs, every eighth zero; their signs where the rule works on logarithms. */
export function drawWeights({ domain }: Optimizer, length: number, random: SeededRandom): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const value = i % 8 === 7 ? 0 : (random.nextFloat() - 0.5) * 2 ** (random.nextBelow(12) - 8);
    return domain === "value" ? value : Math.sign(value);
  });
}

/** Gradients of many sizes and both signs, some of them zero. */
export function drawGradients(length: number, random: SeededRandom): Float64Array {
  return Float64Array.from({ length }, () => (random.nextBelow(6) === 0 ? 0 : (random.nextFloat() - 0.5) * 2 ** (random.nextBelow(20) - 16)));
}

/** What one step is asked with beside the tensor. */
export interface StepInput {
  readonly step: number;
  readonly gradients: Float64Array;
  /** The rule's own rate when it is left out. */
  readonly learningRate?: number;
}

/** The change of one step; state moves in place, weights do not. */
export function changeOf(optimizer: Optimizer, { weights, slots }: Tensor, { step, gradients, learningRate = optimizer.learningRate }: StepInput): Float64Array {
  const change = new Float64Array(weights.length).fill(Number.NaN);
  optimizer.step({ step, learningRate, weights, gradients, slots, change });
  return change;
}

/** Applies a change where weights are values; signs never change. */
export function applyChange({ domain }: Optimizer, weights: Float64Array, change: Float64Array): void {
  if (domain !== "value") return;
  for (let i = 0; i < weights.length; i++) weights[i] += change[i];
}

/** The first position at which two lists differ in a bit, or -1. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}
