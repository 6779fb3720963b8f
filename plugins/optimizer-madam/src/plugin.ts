import { defineOptimizer } from "@lnsim/contracts";
import { createMadam } from "./madam.ts";
import { madamParameters } from "./parameters.ts";

/**
 * The rule `madam`: multiplicative weight updates. The presets are the published programs with their own defaults: the
 * original one, its integer form, and the official implementation of LNS-Madam.
 */
export const madamPlugin = Object.freeze(
  defineOptimizer({
    contract: 1,
    kind: "optimizer",
    name: "madam",
    description: "Madam, the multiplicative weight update: steps on log2 of a weight's magnitude.",
    parameters: madamParameters,
    presets: {
      "madam-official": { variant: "official", clampFactor: 3 },
      "madam-original": { variant: "original", learningRate: 0.01, clampFactor: 3 },
      "madam-integer": { variant: "integer", learningRate: 0.01, clampFactor: 3 },
    },
    create: createMadam,
  }),
);
