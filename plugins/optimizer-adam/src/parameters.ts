import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the rule `adam`, declared once. */
export const adamParameters = {
  learningRate: {
    type: "number",
    default: 0.001,
    minimum: 0,
    maximum: 10,
    unit: "1",
    description: "Size of a step whose moments agree.",
  },
  beta1: {
    type: "number",
    default: 0.9,
    minimum: 0,
    maximum: 0.999999,
    unit: "1",
    description: "Share of the first moment that is kept from one step to the next.",
  },
  beta2: {
    type: "number",
    default: 0.999,
    minimum: 0,
    maximum: 0.999999,
    unit: "1",
    description: "Share of the second moment that is kept from one step to the next.",
  },
  epsilon: {
    type: "number",
    default: 1e-8,
    minimum: 1e-30,
    maximum: 1,
    unit: "1",
    description: "Added to the root of the second moment.",
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
    choices: ["gradient", "decoupled"],
    default: "gradient",
    description: "Where the weight's share is added: to the gradient (Adam with L2), or to the step beside the moments (AdamW).",
  },
} as const;

/** Checked values of {@link adamParameters}. */
export type AdamParameters = ParameterValues<typeof adamParameters>;
