import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the family `mx`, declared once. */
export const mxParameters = {
  element: {
    type: "choice",
    choices: ["fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp6-e2m3", "fp4-e2m1", "int8"],
    default: "fp8-e4m3",
    description: "Type of the elements that share a scale.",
  },
  vectorSize: {
    type: "integer",
    default: 32,
    minimum: 2,
    maximum: 1024,
    unit: "element",
    description: "Elements that share a scale; 32 in the specification.",
  },
} as const;

/** Checked values of {@link mxParameters}. */
export type MxParameters = ParameterValues<typeof mxParameters>;
