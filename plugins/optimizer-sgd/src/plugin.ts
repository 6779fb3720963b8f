import { defineOptimizer } from "@lnsim/contracts";
import { sgdParameters } from "./parameters.ts";
import { createSgd } from "./sgd.ts";

/** The rule `sgd`: stochastic gradient descent with momentum. */
export const sgdPlugin = Object.freeze(
  defineOptimizer({
    contract: 1,
    kind: "optimizer",
    name: "sgd",
    description: "Stochastic gradient descent with momentum.",
    parameters: sgdParameters,
    create: createSgd,
  }),
);
