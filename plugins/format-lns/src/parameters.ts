import type { ParameterValues } from "@lnsim/contracts";

/** The first part of every identifier of this family. */
export const lnsFamily = "lns";

/** The parameters of the family `lns`, declared once: parsing, documentation and sweeps come from here. */
export const lnsParameters = {
  bits: {
    type: "integer",
    default: 8,
    minimum: 3,
    maximum: 16,
    unit: "bit",
    description: "Width of a code: one sign bit and bits - 1 exponent bits.",
  },
  gamma: {
    type: "number",
    default: 8,
    minimum: 2 ** -8,
    maximum: 4096,
    unit: "1",
    description:
      "Base factor: codes per octave, a power of two (below 1: octaves per code); the base of the exponent is 2^(1/gamma).",
  },
  exponent: {
    type: "choice",
    choices: ["unsigned", "signed"],
    default: "unsigned",
    description:
      "Unsigned counts down from the largest value of a tensor, which the top code stands for; signed (two's complement) has no scale: the range is fixed and centred on 1.",
  },
  zero: {
    type: "choice",
    choices: ["negative-min", "reserve-min", "none", "separate-flag"],
    default: "negative-min",
    description:
      "How zero is stored: as the negative smallest exponent, as the smallest exponent of either sign, not at all, or beside all codes with a bit of its own.",
  },
} as const;

/** Checked values of {@link lnsParameters}. */
export type LnsParameters = ParameterValues<typeof lnsParameters>;

/** What a zero mode is called. */
export type ZeroMode = LnsParameters["zero"];
