import { spreadPositions } from "../code-table.ts";
import { between } from "../between.ts";
import type { Law } from "../../law.ts";
import { storedValues, type FormatSubject } from "../subject.ts";

/** Rounding toward zero never makes a magnitude larger than it was. */
export const towardZero: Law<FormatSubject> = {
  name: "toward-zero",
  sentence: "Rounding toward zero takes the value of smaller magnitude of the two around a number.",
  *check(subject) {
    const { intervals, isLogarithmic } = subject;
    const positions = spreadPositions(intervals.low.length, 4096);
    const random = subject.random("toward-zero");
    const values = Float64Array.from(positions, (at) => between(intervals.low[at], intervals.high[at], 0.01 + 0.98 * random.nextFloat(), isLogarithmic));
    const stored = storedValues(subject, values, { mode: "toward-zero" });
    for (let i = 0; i < values.length; i++) {
      const [low, high] = [intervals.low[positions[i]], intervals.high[positions[i]]];
      const wanted = Math.abs(low) < Math.abs(high) ? low : high;
      if (stored[i] !== wanted) yield { input: `the value stored for ${values[i]}, toward-zero`, found: String(stored[i]), expected: String(wanted) };
    }
  },
};
