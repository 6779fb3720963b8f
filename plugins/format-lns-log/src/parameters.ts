import type { ParameterValues } from "@lnsim/contracts";

/** How sums are approximated; also a datapath parameter, whose default the format sets. */
const addition = {
  type: "choice",
  choices: ["pwl", "lut", "lut20", "bit-shift", "exact"],
  default: "pwl",
  description:
    "Logarithm of a sum: 16 linear segments with power-of-two slopes, 64 entries a quarter octave wide, 20 entries half an octave apart, a bit shift, or exact to the grid.",
} as const;

const fit = {
  type: "choice",
  choices: ["aware", "blind", "annealed"],
  default: "aware",
  description:
    "Linear segments: the published ones for these fraction bits (our own where there are none), the published ones that know no bit width, or our own.",
} as const;

/** The parameters of the family `lns-log`, declared once. Addition and fit belong to the datapath and leave codes alone. */
export const lnsLogParameters = {
  bits: {
    type: "integer",
    default: 16,
    minimum: 8,
    maximum: 18,
    unit: "bit",
    description: "Width of a code: a zero flag, a sign bit and a logarithm in two's complement.",
  },
  fractionBits: {
    type: "integer",
    default: 8,
    minimum: 2,
    maximum: 10,
    unit: "bit",
    description: "Bits of the logarithm after the point; from 1 to 9 stay before it, beside its sign.",
  },
  addition,
  fit,
} as const;

/** Checked values of {@link lnsLogParameters}. */
export type LnsLogParameters = ParameterValues<typeof lnsLogParameters>;

/** The datapath parameters of a format, with the defaults that the format names. */
export function datapathParameters(values: Pick<LnsLogParameters, "addition" | "fit">) {
  return {
    addition: { ...addition, default: values.addition },
    fit: { ...fit, default: values.fit },
    order: {
      type: "choice",
      choices: ["tree-of-16", "ascending"],
      default: "tree-of-16",
      description: "Order of a sum: pairwise in blocks of 16 and then over the blocks' sums, or one term after the other.",
    },
    vectorSize: {
      type: "integer",
      default: 32,
      minimum: 1,
      maximum: 1024,
      unit: "lane",
      description: "Products that a machine forms at once; results do not depend on it.",
    },
  } as const;
}

/** Checked values of {@link datapathParameters}. */
export type LogDatapathValues = ParameterValues<ReturnType<typeof datapathParameters>>;
