import type { DatapathFamily, FloatAccumulateDatapath, ParameterDeclarations } from "@lnsim/contracts";

const parameters = {
  vectorSize: {
    type: "integer",
    default: 32,
    minimum: 1,
    maximum: 1024,
    unit: "lane",
    description: "Products a lane takes in at once; sums do not depend on it.",
  },
} as const satisfies ParameterDeclarations;

/**
 * The datapath of binary32: multiply, round, add, round, ascending. No cost record: the known one (`fp32a32`) is of a
 * single lane, and a vector of lanes costs less than that many of them.
 */
export const binary32DatapathFamily: DatapathFamily = Object.freeze({
  parameters,
  create: (values: { readonly [name: string]: number | string | boolean }): FloatAccumulateDatapath => ({
    kind: "float",
    description: "binary32 products and sums, each rounded, in ascending order",
    operand: "binary32",
    accumulate: "binary32",
    order: "ascending",
    vectorSize: Number(values["vectorSize"]),
    costRecord: null,
  }),
});
