import { nearestEven } from "@lnsim/contracts";
import { spreadPositions } from "../code-table.ts";
import type { Law } from "../../law.ts";
import { storedValues, type FormatSubject } from "../subject.ts";
import { between } from "../between.ts";

/** Shares of an interval, from its lower end, at which a value is tried; a random one is added. */
const shares = [1e-5, 0.25, 0.4999, 0.5001, 0.75, 1 - 1e-5];
const mostIntervals = 2 ** 15;

/** Rounding to the nearest finds the nearest of all codes. */
export const nearest: Law<FormatSubject> = {
  name: "nearest",
  sentence: "Nearest rounding takes the nearer of the two values around a number: nearer by quotient where codes are logarithms.",
  *check(subject) {
    const { intervals, isLogarithmic } = subject;
    const positions = spreadPositions(intervals.low.length, mostIntervals);
    const random = subject.random("nearest");
    const perInterval = shares.length + 1;
    const values = new Float64Array(positions.length * perInterval);
    const wanted = new Float64Array(values.length);
    for (let i = 0; i < positions.length; i++) {
      const low = intervals.low[positions[i]];
      const high = intervals.high[positions[i]];
      for (let k = 0; k < perInterval; k++) {
        const share = k < shares.length ? shares[k] : apartFromHalf(random.nextFloat());
        values[i * perInterval + k] = between(low, high, share, isLogarithmic);
        wanted[i * perInterval + k] = share < 0.5 ? low : high;
      }
    }
    const stored = storedValues(subject, values, nearestEven);
    for (let i = 0; i < values.length; i++) {
      if (stored[i] !== wanted[i]) yield { input: `the value stored for ${values[i]}`, found: String(stored[i]), expected: String(wanted[i]) };
    }
  },
};

/** A share that rounding errors of the probe itself do not carry over the middle. */
function apartFromHalf(share: number): number {
  return Math.abs(share - 0.5) < 1e-4 ? 0.25 : share;
}
