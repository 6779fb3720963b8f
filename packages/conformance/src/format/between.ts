import { exp2, log2 } from "@lnsim/elementary";

/** The value at a share of the way from `low` to `high`, by difference, or by quotient where both have one sign. */
export function between(low: number, high: number, share: number, isLogarithmic: boolean): number {
  if (!isLogarithmic) return low + (high - low) * share;
  return low * exp2(share * log2(high / low));
}
