import { cosPi } from "@lnsim/elementary";

/** How the learning rate changes over a training; every rate is multiplied by the same factor. */
export interface Schedule {
  /** Steps over which the factor rises linearly to 1, before the rest begins; 0 by default. */
  readonly warmUpSteps?: number;
  readonly shape:
    | { readonly kind: "constant" }
    /** Multiplied by `factor` after every `every` steps. */
    | { readonly kind: "step"; readonly every: number; readonly factor: number }
    /** Half a cosine from 1 down to `floor`, which the last step nearly reaches. */
    | { readonly kind: "cosine"; readonly floor: number };
}

export const constantSchedule: Schedule = Object.freeze({ shape: Object.freeze({ kind: "constant" }) });

/** The factor on the learning rate in `step` (from 1) of `steps`. */
export function scheduleFactor({ warmUpSteps = 0, shape }: Schedule, step: number, steps: number): number {
  if (step <= warmUpSteps) return step / warmUpSteps;
  const done = step - 1 - warmUpSteps;
  switch (shape.kind) {
    case "constant":
      return 1;
    case "step":
      return wholePower(shape.factor, Math.floor(done / shape.every));
    case "cosine":
      return shape.floor + (1 - shape.floor) * 0.5 * (1 + cosPi(done / Math.max(1, steps - warmUpSteps)));
  }
}

/** Repeated multiplication, the same on every platform. */
function wholePower(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= base;
  return power;
}
