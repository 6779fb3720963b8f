import type { ParameterDeclarations } from "@lnsim/contracts";

/** Checked values of {@link datapathParameters}; those of the integer accumulator are there for narrow formats alone. */
export interface DatapathValues {
  readonly accumulation: "binary32" | "binary16" | "bfloat16" | "fixed" | "wide";
  readonly order: "ascending" | "vector-tree";
  readonly headroomBits: number;
  readonly accumulatorBits: number;
  readonly windowBits: number;
  readonly rounding: "half-up" | "floor";
  readonly guardBits: number;
  readonly overflow: "saturate" | "wrap";
  readonly vectorSize: number;
}

/** Formats of more bits have no fixed accumulator: its tables hold every code. */
export const widestFixedBits = 16;

const vectorSize = {
  type: "integer",
  default: 32,
  minimum: 1,
  maximum: 1024,
  unit: "lane",
  description: "Products of one vector: what a tree adds, or an integer accumulator takes in at once.",
} as const;

const headroomBits = {
  type: "integer",
  default: 8,
  minimum: 0,
  maximum: 30,
  unit: "octave",
  description:
    "Octaves at least between the largest product and the overflow of a float accumulator; scaled operands enter it with lower exponents where it needs that.",
} as const;

const fixedParameters = {
  accumulatorBits: {
    type: "integer",
    default: 24,
    minimum: 8,
    maximum: 32,
    unit: "bit",
    description: "Width of the fixed accumulator, two's complement.",
  },
  windowBits: {
    type: "integer",
    default: 16,
    minimum: 1,
    maximum: 40,
    unit: "bit",
    description: "Bits from the fixed accumulator's least significant bit up to the largest product; fewer where products have fewer.",
  },
  rounding: {
    type: "choice",
    choices: ["half-up", "floor"],
    default: "half-up",
    description: "How the sum of a vector is rounded to the fixed accumulator's least significant bit, once per vector.",
  },
  guardBits: {
    type: "integer",
    default: -1,
    minimum: -1,
    maximum: 40,
    unit: "bit",
    description: "Bits of a product that are kept below the fixed accumulator's least significant bit; -1 keeps all that sums are exact with.",
  },
  overflow: {
    type: "choice",
    choices: ["saturate", "wrap"],
    default: "saturate",
    description: "What the fixed accumulator does beyond its range.",
  },
} as const satisfies ParameterDeclarations;

const floatAccumulations = ["binary32", "binary16", "bfloat16"] as const;

/** The datapath parameters of a format of `bits` bits. Wide formats add in ascending order unless told otherwise. */
export function datapathParameters(bits: number): ParameterDeclarations {
  const isNarrow = bits <= widestFixedBits;
  return {
    accumulation: {
      type: "choice",
      choices: isNarrow ? [...floatAccumulations, "fixed", "wide"] : floatAccumulations,
      default: "binary32",
      description: isNarrow
        ? "Where products are added: in a float accumulator, in a fixed-point one, or in float64 with nothing rounded (the yardstick)."
        : "The format that every product and every sum is rounded to.",
    },
    order: {
      type: "choice",
      choices: ["ascending", "vector-tree"],
      default: isNarrow ? "vector-tree" : "ascending",
      description: "Order of float sums: one after the other, or pairwise within each vector and then vector after vector.",
    },
    headroomBits,
    ...(isNarrow ? fixedParameters : {}),
    vectorSize,
  };
}
