import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the rule `sgd`, declared once. */
export const sgdParameters = {
  learningRate: {
    type: "number",
    default: 0.1,
    minimum: 0,
    maximum: 100,
    unit: "1",
    description: "Factor of the velocity in the change of a weight.",
  },
  momentum: {
    type: "number",
    default: 0.9,
    minimum: 0,
    maximum: 1,
    unit: "1",
    description: "Share of the velocity that is kept from one step to the next; 0 needs no state.",
  },
  weightDecay: {
    type: "number",
    default: 0,
    minimum: 0,
    maximum: 1,
    unit: "1",
    description: "Share of the weight that pulls it toward zero.",
  },
  decay: {
    type: "choice",
    choices: ["gradient", "outside-momentum"],
    default: "gradient",
    description: "Where the weight's share is added: to the gradient before the momentum, or to the velocity after it (as QAA-LNS trains).",
  },
  nesterov: {
    type: "boolean",
    default: false,
    description: "Steps along the gradient plus momentum times the new velocity (Nesterov's momentum); needs momentum.",
  },
} as const;

/** Checked values of {@link sgdParameters}. */
export type SgdParameters = ParameterValues<typeof sgdParameters>;
