import { roundingModes, type Rounding } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

/** Arguments are read, not written. */
export const inputsUntouched: Law<FormatSubject> = {
  name: "inputs-untouched",
  sentence: "encode() leaves its values, decode() its codes as they were.",
  *check(subject) {
    const values = mixedValues(subject, 256, "inputs-untouched");
    for (const mode of roundingModes) {
      const rounding: Rounding = mode === "stochastic" ? { mode, random: subject.random("inputs-untouched draws") } : { mode };
      const given = values.slice();
      const codes = encodeAll(subject, given, rounding);
      const at = given.findIndex((value, i) => !Object.is(value, values[i]));
      if (at >= 0) yield { input: `values[${at}] after encode(), ${mode}`, found: String(given[at]), expected: String(values[at]) };
      const kept = codes.slice();
      decodeAll(subject, codes);
      const changed = codes.findIndex((code, i) => code !== kept[i]);
      if (changed >= 0) yield { input: `codes[${changed}] after decode()`, found: String(codes[changed]), expected: String(kept[changed]) };
    }
  },
};
