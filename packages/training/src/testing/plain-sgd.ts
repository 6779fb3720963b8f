import type { Optimizer } from "@lnsim/contracts";

/** w' = w - learningRate * g. */
export function plainSgd(learningRate: number): Optimizer {
  return {
    id: "test-sgd",
    domain: "value",
    gridTop: "current-maximum",
    learningRate,
    slots: [],
    actions: {},
    step: ({ learningRate: rate, gradients, change }) => {
      for (let i = 0; i < change.length; i++) change[i] = -rate * gradients[i];
    },
  };
}

/** |w'| = |w| * 2^(-learningRate * sign(w) * sign(g)), below `initialRms` times the initial root mean square. */
export function signedMultiplicative(learningRate: number, initialRms: number): Optimizer {
  return {
    id: "test-multiplicative",
    domain: "log2-magnitude",
    gridTop: { initialRms },
    learningRate,
    slots: [],
    actions: {},
    step: ({ learningRate: rate, weights, gradients, change }) => {
      for (let i = 0; i < change.length; i++) change[i] = -rate * weights[i] * Math.sign(gradients[i]);
    },
  };
}
