import { defineOptimizer } from "@lnsim/contracts";
import { createMadam } from "./madam.ts";
import { madamParameters } from "./parameters.ts";

/** The rule `madam`: multiplicative weight updates in the logarithmic domain. */
export const madamPlugin = Object.freeze(
  defineOptimizer({
    contract: 1,
    kind: "optimizer",
    name: "madam",
    description: "Madam, the multiplicative weight update: steps on log2 of a weight's magnitude.",
    parameters: madamParameters,
    create: createMadam,
  }),
);
