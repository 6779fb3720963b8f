import { nearestEven, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { mixedValues, storedValues, type FormatSubject } from "../subject.ts";

const roundings: readonly Rounding[] = [nearestEven, { mode: "half-away" }, { mode: "toward-zero" }];

/** Larger values are not stored as smaller ones. */
export const monotone: Law<FormatSubject> = {
  name: "monotone",
  sentence: "Of two values the larger is never stored as the smaller, under any rounding that draws nothing.",
  *check(subject) {
    const beyond = Float64Array.of(-4 * subject.largest, 4 * subject.largest);
    const values = Float64Array.of(...mixedValues(subject, 4096, "monotone"), ...subject.intervals.low.subarray(0, 4096), ...beyond).toSorted();
    for (const rounding of roundings) {
      const stored = storedValues(subject, values, rounding);
      for (let i = 1; i < stored.length; i++) {
        if (stored[i] >= stored[i - 1]) continue;
        const input = `${values[i]} against ${values[i - 1]}, ${rounding.mode}`;
        yield { input, found: `${stored[i]}, below ${stored[i - 1]}`, expected: "not below it" };
      }
    }
  },
};
