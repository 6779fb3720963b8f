import type { UpdateError } from "@lnsim/training";

/** The updates, in the order in which they are reported. */
export const updateKinds = ["gd", "multiplicative", "sign"] as const;

export type UpdateKind = (typeof updateKinds)[number];

/** The errors of several tensors together: errors, expectations and bounds add up, and so do variances. */
export function sumOfErrors(tensors: readonly { readonly [Kind in UpdateKind]: UpdateError }[]): { readonly [Kind in UpdateKind]: UpdateError } {
  const sumOf = (kind: UpdateKind): UpdateError => {
    const sum = (of: (error: UpdateError) => number): number => tensors.reduce((total, tensor) => total + of(tensor[kind]), 0);
    return {
      measured: sum(({ measured }) => measured),
      exact: sum(({ exact }) => exact),
      deviation: Math.sqrt(sum(({ deviation }) => deviation * deviation)),
      bound: sum(({ bound }) => bound),
    };
  };
  return { gd: sumOf("gd"), multiplicative: sumOf("multiplicative"), sign: sumOf("sign") };
}

/** Room for the rounding of sums, as a share. */
const slack = 1e-9;

/** Whether a measured error lies beyond its bound by more than three standard deviations. */
export function exceeds({ measured, bound, deviation }: UpdateError): boolean {
  return !(measured <= bound * (1 + slack) + 3 * deviation);
}
