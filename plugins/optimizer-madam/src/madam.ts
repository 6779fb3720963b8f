import type { Optimizer, UpdateBatch } from "@lnsim/contracts";
import type { MadamParameters } from "./parameters.ts";

/**
 * Madam on logarithmic weights (LNS-Madam, Algorithm 1; the official implementation with variant "official"):
 *
 *     v' = beta * v + (1 - beta) * g^2
 *     g* = clamp(g / sqrt(v' / (1 - beta^t)), -gradientBound, gradientBound), 0 where that is 0 / 0
 *     log2|w'| = log2|w| - learningRate * sign(w) * g*
 *
 * "official" rounds the clamped g* to the nearest integer, ties to even. The second moment is read back from its slot,
 * so the step follows what the machine stores. Weights that are zero, and their signs, never change.
 */
export function createMadam(values: MadamParameters, id: string): Optimizer {
  const isOfficial = values.variant === "official";
  return {
    id,
    domain: "log2-magnitude",
    gridTop: { initialRms: values.clampFactor },
    learningRate: values.learningRate,
    slots: [{ name: "secondMoment", initial: 0, decay: values.beta }],
    actions: { multiply: 5, add: 2, divide: 1, squareRoot: 1, compare: 2, ...(isOfficial ? { round: 1 } : {}) },
    step: isOfficial ? (batch) => stepOfficial(values, batch) : (batch) => stepPaper(values, batch),
  };
}

function stepPaper(values: MadamParameters, { step, learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const { beta, gradientBound } = values;
  const secondMoment = slots[0];
  const correction = 1 - integerPower(beta, step);
  const fresh = 1 - beta;
  for (let i = 0; i < change.length; i++) {
    const gradient = gradients[i];
    secondMoment[i] = beta * secondMoment[i] + fresh * (gradient * gradient);
    const normalised = boundedRatio(gradient, Math.sqrt(secondMoment[i] / correction), gradientBound);
    change[i] = -learningRate * weights[i] * normalised;
  }
}

function stepOfficial(values: MadamParameters, { step, learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const { beta, gradientBound } = values;
  const secondMoment = slots[0];
  const correction = 1 - integerPower(beta, step);
  const fresh = 1 - beta;
  for (let i = 0; i < change.length; i++) {
    const gradient = gradients[i];
    secondMoment[i] = beta * secondMoment[i] + fresh * (gradient * gradient);
    const normalised = boundedRatio(gradient, Math.sqrt(secondMoment[i] / correction), gradientBound);
    change[i] = -learningRate * weights[i] * roundHalfEven(normalised);
  }
}

/** numerator / denominator within [-bound, bound]; 0 where it is not a number. */
function boundedRatio(numerator: number, denominator: number, bound: number): number {
  const ratio = numerator / denominator;
  if (ratio !== ratio) return 0;
  return ratio > bound ? bound : ratio < -bound ? -bound : ratio;
}

/** Adding and subtracting 1.5 * 2^52 leaves the nearest integer, ties to even, for magnitudes below 2^51. */
const integerGrid = 1.5 * 2 ** 52;

function roundHalfEven(value: number): number {
  return value + integerGrid - integerGrid;
}

/** base^exponent by squaring, low bits of the exponent first: the same bits on every platform. */
export function integerPower(base: number, exponent: number): number {
  let power = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
