import type { UpdateBatch } from "@lnsim/contracts";
import { expm1 } from "@lnsim/elementary";
import type { MadamParameters } from "./parameters.ts";

/** Turns the normalised gradients g* that stand in `change` into the change of the weights. */
export type VariantStep = (values: MadamParameters, batch: UpdateBatch) => void;

/** log2|w'| = log2|w| - learningRate * sign(w) * g* (LNS-Madam, Algorithm 1). */
export function stepPaper(_values: MadamParameters, { learningRate, weights, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) change[i] = -learningRate * weights[i] * change[i];
}

/** As the paper's, with g* rounded to the nearest integer, ties to even (official implementation, without decay). */
export function stepOfficial(_values: MadamParameters, { learningRate, weights, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) change[i] = -learningRate * weights[i] * roundHalfEven(change[i]);
}

/**
 * ln|w'| = ln|w| - learningRate * (sign(w) * round(g*) + weightDecay): the official implementation's branch with weight
 * decay steps in powers of e, not of 2, so that the same rate moves weights 1.44 times as far. Kept as it is.
 */
export function stepOfficialDecay({ weightDecay }: MadamParameters, { learningRate, weights, change }: UpdateBatch): void {
  const rate = learningRate * Math.LOG2E;
  for (let i = 0; i < change.length; i++) change[i] = -rate * (weights[i] * roundHalfEven(change[i]) + weightDecay);
}

/** Largest change of ln|w| in one step of the original rule; beyond it the factor is that of this change. */
const largestNats = 45;

/** w' = w * exp(-learningRate * sign(w) * g*): the original rule, on weights stored as values. */
export function stepOriginal(_values: MadamParameters, { learningRate, weights, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) {
    const weight = weights[i];
    const nats = -learningRate * (weight < 0 ? -change[i] : change[i]);
    change[i] = weight * expm1(nats > largestNats ? largestNats : nats < -largestNats ? -largestNats : nats);
  }
}

/**
 * k' = k + sign(w) * round(g* * learningRate / level), |w| = top * exp(-level * k): the integer rule. The change is a
 * whole number of levels, each of level / ln 2 octaves.
 */
export function stepInteger({ level }: MadamParameters, { learningRate, weights, change }: UpdateBatch): void {
  const factor = learningRate / level;
  const octaves = level * Math.LOG2E;
  for (let i = 0; i < change.length; i++) change[i] = -octaves * weights[i] * roundHalfEven(change[i] * factor);
}

/** Adding and subtracting 1.5 * 2^52 leaves the nearest integer, ties to even, for magnitudes below 2^51. */
const integerGrid = 1.5 * 2 ** 52;

function roundHalfEven(value: number): number {
  return value + integerGrid - integerGrid;
}
