import type { UpdateBatch } from "@lnsim/contracts";
import { integerPower } from "@lnsim/elementary";
import type { MadamParameters } from "./parameters.ts";

/**
 * What every variant of Madam starts from, written into `change`:
 *
 *     v' = beta * v + (1 - beta) * g^2
 *     g* = clamp(g / sqrt(v' / (1 - beta^t)), -gradientBound, gradientBound), 0 where that is 0 / 0
 *
 * The second moment is read back from its slot, so the step follows what the machine stores.
 */
export function normaliseGradients({ beta, gradientBound }: MadamParameters, { step, gradients, slots, change }: UpdateBatch): void {
  const secondMoment = slots[0];
  const correction = 1 - integerPower(beta, step);
  const fresh = 1 - beta;
  for (let i = 0; i < change.length; i++) {
    const gradient = gradients[i];
    secondMoment[i] = beta * secondMoment[i] + fresh * (gradient * gradient);
    change[i] = boundedRatio(gradient, Math.sqrt(secondMoment[i] / correction), gradientBound);
  }
}

/** numerator / denominator within [-bound, bound]; 0 where it is not a number. */
function boundedRatio(numerator: number, denominator: number, bound: number): number {
  const ratio = numerator / denominator;
  if (ratio !== ratio) return 0;
  return ratio > bound ? bound : ratio < -bound ? -bound : ratio;
}
