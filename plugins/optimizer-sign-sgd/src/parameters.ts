import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the rule `sign-sgd`, declared once. */
export const signSgdParameters = {
  learningRate: {
    type: "number",
    default: 0.001,
    minimum: 0,
    maximum: 10,
    unit: "1",
    description: "Size of a step: of the weight, or of log2 of its magnitude.",
  },
  momentum: {
    type: "number",
    default: 0,
    minimum: 0,
    maximum: 0.999999,
    unit: "1",
    description: "Share of the mean gradient that is kept from one step to the next, whose sign is then followed; 0 needs no state.",
  },
  domain: {
    type: "choice",
    choices: ["value", "log2-magnitude"],
    default: "value",
    description: "What steps: the weight, or log2 of its magnitude (LNS-Madam's U_signMUL).",
  },
  clampFactor: {
    type: "number",
    default: 10,
    minimum: 0.1,
    maximum: 1e6,
    unit: "1",
    description: "Largest weight as a multiple of the root mean square of the tensor's initial values; steps of log2 magnitudes only.",
  },
} as const;

/** Checked values of {@link signSgdParameters}. */
export type SignSgdParameters = ParameterValues<typeof signSgdParameters>;
