import type { ParameterValues } from "@lnsim/contracts";

/** The parameters of the family `int`, declared once. */
export const integerParameters = {
  bits: {
    type: "integer",
    default: 8,
    minimum: 2,
    maximum: 16,
    unit: "bit",
    description: "Width of a code in two's complement; the range is symmetric around zero.",
  },
} as const;

/** Checked values of {@link integerParameters}. */
export type IntegerParameters = ParameterValues<typeof integerParameters>;

/** The largest integer of a symmetric range, 2^(bits - 1) - 1. */
export function largestInteger(bits: number): number {
  return 2 ** (bits - 1) - 1;
}
