import type { Law } from "../law.ts";
import { decodeAll, type FormatSubject } from "../format/subject.ts";

/** A float datapath multiplies values that single precision holds. */
export const datapathFloatOperands: Law<FormatSubject> = {
  name: "datapath-float-operands",
  sentence: "Every value of a format with a float datapath is exact in binary32 at max = 1.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "float"),
  *check(subject) {
    const values = decodeAll(subject, subject.codes, 1);
    for (let i = 0; i < values.length; i++) {
      if (!Object.is(Math.fround(values[i]), values[i])) yield { input: `decode(${subject.codes[i]})`, found: String(values[i]), expected: `${Math.fround(values[i])}, a binary32 value` };
    }
  },
};
