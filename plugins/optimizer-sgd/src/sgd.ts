import type { Optimizer, UpdateBatch } from "@lnsim/contracts";
import type { SgdParameters } from "./parameters.ts";

/**
 * Stochastic gradient descent: v' = momentum * v + (g + weightDecay * w), w' = w - learningRate * v'. The velocity is
 * read back from its slot, so the change follows what the machine stores.
 */
export function createSgd(values: SgdParameters, id: string): Optimizer {
  const { learningRate, momentum, weightDecay } = values;
  const hasMomentum = momentum > 0;
  const decays = weightDecay > 0 ? 1 : 0;
  return {
    id,
    domain: "value",
    gridTop: "current-maximum",
    learningRate,
    slots: hasMomentum ? [{ name: "velocity", initial: 0, decay: values.momentum }] : [],
    actions: { multiply: 1 + (hasMomentum ? 1 : 0) + decays, add: 1 + (hasMomentum ? 1 : 0) + decays },
    step: hasMomentum ? (batch) => stepWithMomentum(values, batch) : (batch) => stepPlain(values, batch),
  };
}

function stepWithMomentum(values: SgdParameters, { learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const { momentum, weightDecay } = values;
  const velocity = slots[0];
  for (let i = 0; i < change.length; i++) {
    velocity[i] = momentum * velocity[i] + (gradients[i] + weightDecay * weights[i]);
    change[i] = -learningRate * velocity[i];
  }
}

function stepPlain({ weightDecay }: SgdParameters, { learningRate, weights, gradients, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) change[i] = -learningRate * (gradients[i] + weightDecay * weights[i]);
}
