import { roundingModes, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { storedValues, type FormatSubject } from "../subject.ts";

/** What lies outside the range is clamped, or becomes an infinity where the format has one. */
export const saturation: Law<FormatSubject> = {
  name: "saturation",
  sentence: "Values beyond the range, infinities included, are stored as the largest magnitude of their sign, or as an infinity where the format has one.",
  *check(subject) {
    const { largest, values } = subject;
    const hasInfinity = values.includes(Infinity) || storedValues(subject, Float64Array.of(Infinity))[0] === Infinity;
    const beyond = Float64Array.of(1.6 * largest, 2 * largest, 1e3 * largest, Number.MAX_VALUE, Infinity);
    const inputs = Float64Array.of(...beyond, ...beyond.map((value) => -value));
    for (const mode of roundingModes) {
      const rounding: Rounding = mode === "stochastic" ? { mode, random: subject.random("saturation") } : { mode };
      const stored = storedValues(subject, inputs, rounding);
      for (let i = 0; i < inputs.length; i++) {
        const top = inputs[i] < 0 ? -largest : largest;
        if (stored[i] === top || (hasInfinity && stored[i] === top * Infinity)) continue;
        yield { input: `the value stored for ${inputs[i]}, ${mode}`, found: String(stored[i]), expected: hasInfinity ? `${top} or ${top * Infinity}` : String(top) };
      }
    }
  },
};
