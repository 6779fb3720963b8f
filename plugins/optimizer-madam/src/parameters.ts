import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the rule `madam`, declared once. */
export const madamParameters = {
  learningRate: {
    type: "number",
    default: 0.0078125,
    minimum: 0,
    maximum: 1,
    unit: "octave",
    description:
      "Change of log2|w| by a normalised gradient of 1, 2^-7 as published; of ln|w| in the variants original, integer, and official with weight decay.",
  },
  beta: {
    type: "number",
    default: 0.999,
    minimum: 0,
    maximum: 0.999999,
    unit: "1",
    description: "Share of the second moment that is kept from one step to the next.",
  },
  gradientBound: {
    type: "number",
    default: 10,
    minimum: 0,
    maximum: 1e6,
    unit: "1",
    description: "Largest magnitude of a normalised gradient.",
  },
  clampFactor: {
    type: "number",
    default: 10,
    minimum: 0.1,
    maximum: 1e6,
    unit: "1",
    description:
      "Largest weight, as a multiple of the root mean square of the tensor's initial values; the official default of 3 costs small initialisations several points of accuracy.",
  },
  variant: {
    type: "choice",
    choices: ["paper", "official", "original", "integer"],
    default: "paper",
    description:
      "Real normalised gradients in log2 (LNS-Madam, Algorithm 1), rounded to integers (its official implementation), the original rule on values, or its integer form.",
  },
  weightDecay: {
    type: "number",
    default: 0,
    minimum: 0,
    maximum: 1,
    unit: "1",
    description: "Decay of ln|w| per learning rate; official variant only, whose steps are then powers of e instead of 2.",
  },
  level: {
    type: "number",
    default: 0.001,
    minimum: 1e-6,
    maximum: 1,
    unit: "1",
    description: "Size of an integer level in nats (integer variant): ln 2 / gamma puts levels on a grid of gamma codes per octave.",
  },
} as const;

/** Checked values of {@link madamParameters}. */
export type MadamParameters = ParameterValues<typeof madamParameters>;
