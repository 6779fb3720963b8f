import { roundingModes, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, encodeAll, storedValues, type FormatSubject } from "../subject.ts";

/** NaN is kept where the format has one, and is zero elsewhere. */
export const notANumber: Law<FormatSubject> = {
  name: "not-a-number",
  sentence: "NaN is stored as NaN where the format has one, and as zero is elsewhere, in double and single precision.",
  *check(subject) {
    const zero = storedValues(subject, Float64Array.of(0))[0];
    const hasNaN = subject.values.some(Number.isNaN) || !subject.isComplete;
    for (const mode of roundingModes) {
      const rounding: Rounding = mode === "stochastic" ? { mode, random: subject.random("not-a-number") } : { mode };
      for (const values of [Float64Array.of(Number.NaN), Float32Array.of(Number.NaN)]) {
        const [stored] = decodeAll(subject, encodeAll(subject, values, rounding));
        if ((hasNaN && Number.isNaN(stored)) || stored === zero) continue;
        yield { input: `the value stored for NaN, ${mode}`, found: String(stored), expected: hasNaN ? "NaN, or what zero is stored as" : String(zero) };
      }
    }
  },
};
