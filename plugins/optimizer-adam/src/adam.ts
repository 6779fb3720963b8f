import type { Optimizer, UpdateBatch } from "@lnsim/contracts";
import { integerPower } from "@lnsim/elementary";
import type { AdamParameters } from "./parameters.ts";

/**
 * Adam (Kingma and Ba 2015, Algorithm 1), with G = g + weightDecay * w where the decay is in the gradient, else G = g:
 *
 *     m' = beta1 * m + (1 - beta1) * G,  v' = beta2 * v + (1 - beta2) * G^2
 *     w' = w - lr * (m' / (1 - beta1^t)) / (sqrt(v' / (1 - beta2^t)) + epsilon)
 *
 * and, where it is decoupled, less another lr * weightDecay * w (Loshchilov and Hutter 2019, Algorithm 2). The moments
 * are read back from their slots, so the change follows what the machine stores; a quotient that is not a number
 * (both moments beyond the slot's range) counts as 0.
 *
 * Actions: five products and two sums for the moments, a product by 1 / (1 - beta2^t), a root, the sum with epsilon, a
 * division, a product by lr / (1 - beta1^t), the sum with the weight; decay is a product and a sum more.
 */
export function createAdam(values: AdamParameters, id: string): Optimizer {
  const decays = values.weightDecay > 0 ? 1 : 0;
  return {
    id,
    domain: "value",
    gridTop: "current-maximum",
    learningRate: values.learningRate,
    slots: [
      { name: "firstMoment", initial: 0, decay: values.beta1 },
      { name: "secondMoment", initial: 0, decay: values.beta2 },
    ],
    actions: { multiply: 7 + decays, add: 4 + decays, divide: 1, squareRoot: 1 },
    step: (batch) => step(values, batch),
  };
}

function step(values: AdamParameters, { step: number, learningRate, weights, gradients, slots, change }: UpdateBatch): void {
  const { beta1, beta2, epsilon, weightDecay } = values;
  const inGradient = values.decay === "gradient" ? weightDecay : 0;
  const decoupled = values.decay === "gradient" ? 0 : learningRate * weightDecay;
  const [firstMoment, secondMoment] = slots;
  const rate = learningRate / (1 - integerPower(beta1, number));
  const correction = 1 - integerPower(beta2, number);
  for (let i = 0; i < change.length; i++) {
    const gradient = gradients[i] + inGradient * weights[i];
    firstMoment[i] = beta1 * firstMoment[i] + (1 - beta1) * gradient;
    secondMoment[i] = beta2 * secondMoment[i] + (1 - beta2) * (gradient * gradient);
    const ratio = firstMoment[i] / (Math.sqrt(secondMoment[i] / correction) + epsilon);
    change[i] = -rate * (ratio === ratio ? ratio : 0) - decoupled * weights[i];
  }
}
