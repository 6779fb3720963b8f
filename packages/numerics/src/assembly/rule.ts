// The accumulator rule as constants. Sums are multiples of 2^-shift LSBs; accumulators are whole LSBs.

/** What a vector sum starts from: 1/2 to round half up, 1/2 - 2^(shift-1) to round down. */
export let start: f64 = 0;
/** 1.5 * 2^(52+shift): adding and subtracting it leaves the nearest multiple of 2^shift. */
export let magic: f64 = 0;
/** 2^-shift. */
export let scale: f64 = 0;
/** Largest and smallest accumulator. */
export let highest: f64 = 0;
export let lowest: f64 = 0;
/** 2^bits, the period of a wrapping accumulator; 0 when it saturates. */
export let period: f64 = 0;

export function setRule(newStart: f64, newMagic: f64, newScale: f64, newHighest: f64, newLowest: f64, newPeriod: f64): void {
  start = newStart;
  magic = newMagic;
  scale = newScale;
  highest = newHighest;
  lowest = newLowest;
  period = newPeriod;
}
