import type { Law } from "../../law.ts";
import { mixedValues, storedValues, type FormatSubject } from "../subject.ts";

/** Nothing changes its sign by being stored. */
export const signs: Law<FormatSubject> = {
  name: "signs",
  sentence: "A stored value is zero or has the sign of what was stored, and a magnitude above the smallest is stored alike with either sign.",
  *check(subject) {
    const values = mixedValues(subject, 4096, "signs").map(Math.abs);
    const stored = storedValues(subject, values);
    const mirrored = storedValues(subject, values.map((value) => -value));
    const smallest = 4 * subject.format.range.smallest * subject.max;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      if (stored[i] < 0) yield { input: `the value stored for ${values[i]}`, found: String(stored[i]), expected: "no negative value" };
      if (mirrored[i] > 0) yield { input: `the value stored for ${-values[i]}`, found: String(mirrored[i]), expected: "no positive value" };
      const isMirrored = mirrored[i] === -stored[i] || values[i] < smallest;
      if (!isMirrored) yield { input: `the value stored for ${-values[i]}`, found: String(mirrored[i]), expected: `${-stored[i]}, as ${stored[i]} for ${values[i]}` };
    }
  },
};
