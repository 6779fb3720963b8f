import type { Law } from "../law.ts";
import { decodeAll, type FormatSubject } from "../format/subject.ts";

/** A float datapath multiplies values that single precision holds. */
export const datapathFloatOperands: Law<FormatSubject> = {
  name: "datapath-float-operands",
  sentence: "Every value of a format with a float datapath is exact in binary32, in units of the smallest magnitude where the format has a scale.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "float"),
  *check(subject) {
    const { scaled, range } = subject.format;
    const values = decodeAll(subject, subject.codes, scaled ? Math.round(1 / range.smallest) : 1);
    for (let i = 0; i < values.length; i++) {
      if (!Object.is(Math.fround(values[i]), values[i])) yield { input: `decode(${subject.codes[i]})`, found: String(values[i]), expected: `${Math.fround(values[i])}, a binary32 value` };
    }
  },
};
