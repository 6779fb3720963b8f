import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the family `vs-int`, declared once. */
export const vsIntParameters = {
  bits: {
    type: "integer",
    default: 8,
    minimum: 2,
    maximum: 8,
    unit: "bit",
    description: "Width of an element in two's complement; the range is symmetric around zero.",
  },
  vectorSize: {
    type: "integer",
    default: 32,
    minimum: 2,
    maximum: 1024,
    unit: "element",
    description: "Elements that share a scale.",
  },
  scaleBits: {
    type: "integer",
    default: 6,
    minimum: 3,
    maximum: 8,
    unit: "bit",
    description: "Width of a vector's scale, an unsigned integer relative to the tensor's scale.",
  },
  scaleRounding: {
    type: "choice",
    choices: ["up", "nearest"],
    default: "up",
    description: "How a vector's scale is rounded: up, so that nothing is clipped, or to the nearest.",
  },
} as const;

/** Checked values of {@link vsIntParameters}. */
export type VsIntParameters = ParameterValues<typeof vsIntParameters>;
