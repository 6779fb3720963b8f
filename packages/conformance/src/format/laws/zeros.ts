import { roundingModes, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, encodeAll, type FormatSubject } from "../subject.ts";

/** Zero is stored as zero, or as the smallest magnitude where the format has none. */
export const zeros: Law<FormatSubject> = {
  name: "zeros",
  sentence: "Zero is stored as zeroCode, minus zero as a zero, under every rounding; without a zero code both become a smallest magnitude.",
  *check(subject) {
    const { zeroCode, range } = subject.format;
    for (const mode of roundingModes) {
      const rounding: Rounding = mode === "stochastic" ? { mode, random: subject.random("zeros") } : { mode };
      const codes = encodeAll(subject, Float64Array.of(0, -0), rounding);
      const stored = decodeAll(subject, codes);
      if (zeroCode !== null && codes[0] !== zeroCode) yield { input: `encode(0), ${mode}`, found: String(codes[0]), expected: `zeroCode, ${zeroCode}` };
      const wanted = zeroCode === null ? range.smallest * subject.max : 0;
      for (let i = 0; i < 2; i++) {
        if (Math.abs(stored[i]) !== wanted) yield { input: `the value stored for ${i === 0 ? "0" : "-0"}, ${mode}`, found: String(stored[i]), expected: String(wanted) };
      }
    }
  },
};
