import { defineOptimizer } from "@lnsim/contracts";
import { signSgdParameters } from "./parameters.ts";
import { createSignSgd } from "./sign-sgd.ts";

/** The rule `sign-sgd`; `signum` is the same with momentum, `sign-mul` steps in logarithms. */
export const signSgdPlugin = Object.freeze(
  defineOptimizer({
    contract: 1,
    kind: "optimizer",
    name: "sign-sgd",
    description: "Steps of one size in the direction of the gradient's sign.",
    parameters: signSgdParameters,
    presets: {
      signum: { momentum: 0.9 },
      "sign-mul": { domain: "log2-magnitude", learningRate: 0.0078125 },
    },
    create: createSignSgd,
  }),
);
