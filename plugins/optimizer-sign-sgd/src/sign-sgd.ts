import type { Optimizer, Reals, UpdateBatch } from "@lnsim/contracts";
import type { SignSgdParameters } from "./parameters.ts";

/**
 * Sign descent (Bernstein et al. 2018), with d = g, or with momentum (Signum) d = m' = momentum * m + (1 - momentum) * g:
 *
 *     value:           w' = w - lr * sign(d)
 *     log2-magnitude:  log2|w'| = log2|w| - lr * sign(w) * sign(d)     (LNS-Madam, U_signMUL)
 *
 * sign(0) = 0. The mean gradient is read back from its slot, so the change follows what the machine stores.
 *
 * Actions: the comparison of d with zero and the addition to the weight or to its code; the mean takes two products and
 * a sum.
 */
export function createSignSgd(values: SignSgdParameters, id: string): Optimizer {
  const { learningRate, momentum, domain, clampFactor } = values;
  const hasMomentum = momentum > 0;
  return {
    id,
    domain,
    gridTop: domain === "value" ? "current-maximum" : { initialRms: clampFactor },
    learningRate,
    slots: hasMomentum ? [{ name: "meanGradient", initial: 0, decay: momentum }] : [],
    actions: hasMomentum ? { multiply: 2, add: 2, compare: 1 } : { add: 1, compare: 1 },
    step: (batch) => {
      if (hasMomentum) updateMean(momentum, batch);
      const direction = hasMomentum ? batch.slots[0] : batch.gradients;
      if (domain === "value") stepValues(direction, batch);
      else stepMagnitudes(direction, batch);
    },
  };
}

function updateMean(momentum: number, { gradients, slots }: UpdateBatch): void {
  const mean = slots[0];
  for (let i = 0; i < gradients.length; i++) mean[i] = momentum * mean[i] + (1 - momentum) * gradients[i];
}

function stepValues(direction: Reals, { learningRate, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) change[i] = direction[i] > 0 ? -learningRate : direction[i] < 0 ? learningRate : 0;
}

/** `weights` are signs here. */
function stepMagnitudes(direction: Reals, { learningRate, weights, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) {
    const step = learningRate * weights[i];
    change[i] = direction[i] > 0 ? -step : direction[i] < 0 ? step : 0;
  }
}
