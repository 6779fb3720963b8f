import { roundingModes, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

/** Codes are below codeCount, whatever is stored and however it is rounded. */
export const codesInRange: Law<FormatSubject> = {
  name: "codes-in-range",
  sentence: "Every code is an integer below codeCount, which fits the stored bits.",
  *check(subject) {
    const { codeCount, bits } = subject.format;
    if (!(codeCount >= 2 && codeCount <= 2 ** bits)) yield { input: "codeCount", found: String(codeCount), expected: `2 to 2^${bits}` };
    const values = mixedValues(subject, 512, "codes-in-range");
    values.set([Infinity, -Infinity, Number.NaN, -0, Number.MAX_VALUE, -Number.MIN_VALUE]);
    for (const mode of roundingModes) {
      const rounding: Rounding = mode === "stochastic" ? { mode, random: subject.random("codes-in-range draws") } : { mode };
      const codes = encodeAll(subject, values, rounding);
      for (let i = 0; i < codes.length; i++) {
        if (codes[i] >= codeCount) yield { input: `encode(${values[i]}), ${mode}`, found: String(codes[i]), expected: `a code below ${codeCount}` };
      }
    }
  },
};
