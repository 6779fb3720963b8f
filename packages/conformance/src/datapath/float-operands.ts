import type { Law } from "../law.ts";
import { decodeAll, type FormatSubject } from "../format/subject.ts";

/** A float datapath multiplies values that single precision holds. */
export const datapathFloatOperands: Law<FormatSubject> = {
  name: "datapath-float-operands",
  sentence: "Every value of a format with a float datapath is exact in binary32 at the datapath's leftMax and rightMax.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "float"),
  *check(subject) {
    for (const datapath of subject.datapaths) {
      if (datapath.kind !== "float") continue;
      for (const max of new Set([datapath.leftMax ?? 1, datapath.rightMax ?? 1])) {
        const values = decodeAll(subject, subject.codes, max);
        for (let i = 0; i < values.length; i++) {
          if (Object.is(Math.fround(values[i]), values[i])) continue;
          yield { input: `decode(${subject.codes[i]}) at max = ${max}`, found: String(values[i]), expected: `${Math.fround(values[i])}, a binary32 value` };
        }
      }
    }
  },
};
