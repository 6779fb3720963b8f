import { log } from "@lnsim/elementary";

const decibelsPerNeper = 10 / log(10);

/** A ratio of powers in decibels; null where there is no signal or no noise. */
export function decibels(signal: number, noise: number): number | null {
  return signal > 0 && noise > 0 && Number.isFinite(signal / noise) ? decibelsPerNeper * log(signal / noise) : null;
}
