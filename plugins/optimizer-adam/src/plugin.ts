import { defineOptimizer } from "@lnsim/contracts";
import { createAdam } from "./adam.ts";
import { adamParameters } from "./parameters.ts";

/** The rule `adam`; `adamw` is the same with weight decay beside the moments, 0.01 by default. */
export const adamPlugin = Object.freeze(
  defineOptimizer({
    contract: 1,
    kind: "optimizer",
    name: "adam",
    description: "Adam: steps of the first moment over the root of the second, both corrected for their start.",
    parameters: adamParameters,
    presets: { adamw: { decay: "decoupled", weightDecay: 0.01 } },
    create: createAdam,
  }),
);
