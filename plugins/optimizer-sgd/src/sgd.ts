import { LnsimError, type Optimizer, type UpdateBatch } from "@lnsim/contracts";
import type { SgdParameters } from "./parameters.ts";

/**
 * Stochastic gradient descent, with G = g + weightDecay * w:
 *
 *     plain:             w' = w - lr * G
 *     momentum:          v' = momentum * v + G,  w' = w - lr * v'
 *     Nesterov:          v' = momentum * v + G,  w' = w - lr * (G + momentum * v')
 *     outside-momentum:  as above with G = g, and w' less another lr * weightDecay * w
 *
 * The velocity is read back from its slot, so the change follows what the machine stores.
 *
 * @throws LnsimError when Nesterov's form is asked for without momentum
 */
export function createSgd(values: SgdParameters, id: string): Optimizer {
  const { learningRate, momentum, weightDecay, nesterov } = values;
  const hasMomentum = momentum > 0;
  if (nesterov && !hasMomentum) throw nesterovAlone();
  const extra = (hasMomentum ? 1 : 0) + (weightDecay > 0 ? 1 : 0) + (nesterov ? 1 : 0);
  return {
    id,
    domain: "value",
    gridTop: "current-maximum",
    learningRate,
    slots: hasMomentum ? [{ name: "velocity", initial: 0, decay: momentum }] : [],
    actions: { multiply: 1 + extra, add: 1 + extra },
    step: stepOf(values),
  };
}

function stepOf(values: SgdParameters): Optimizer["step"] {
  if (values.momentum === 0) return (batch) => stepPlain(values, batch);
  const step = values.nesterov ? stepNesterov : stepWithMomentum;
  const inside = values.decay === "gradient" ? values.weightDecay : 0;
  const outside = values.decay === "gradient" ? 0 : values.weightDecay;
  return (batch) => step(values.momentum, { inside, outside }, batch);
}

/** Shares of the weight that are added before and after the momentum; one of them is 0. */
interface Decay {
  readonly inside: number;
  readonly outside: number;
}

function stepPlain({ weightDecay }: SgdParameters, { learningRate, weights, gradients, change }: UpdateBatch): void {
  for (let i = 0; i < change.length; i++) change[i] = -learningRate * (gradients[i] + weightDecay * weights[i]);
}

function stepWithMomentum(momentum: number, { inside, outside }: Decay, { learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const velocity = slots[0];
  for (let i = 0; i < change.length; i++) {
    velocity[i] = momentum * velocity[i] + (gradients[i] + inside * weights[i]);
    change[i] = -learningRate * (velocity[i] + outside * weights[i]);
  }
}

function stepNesterov(momentum: number, { inside, outside }: Decay, { learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const velocity = slots[0];
  for (let i = 0; i < change.length; i++) {
    const gradient = gradients[i] + inside * weights[i];
    velocity[i] = momentum * velocity[i] + gradient;
    change[i] = -learningRate * (gradient + momentum * velocity[i] + outside * weights[i]);
  }
}

function nesterovAlone(): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "Nesterov's form looks ahead along the velocity, which a rule without momentum does not have",
    path: "nesterov",
    found: "nesterov=true with momentum=0",
    expected: "momentum above 0",
    remedy: "set momentum, or leave nesterov out",
  });
}
