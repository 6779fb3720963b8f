import { createCodes, nearestEven } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

const count = 37;
const beyond = 11;

/** Only what was asked for is written. */
export const bounds: Law<FormatSubject> = {
  name: "bounds",
  sentence: "encode() and decode() write as many elements as they are given, from the start of out, also into a part of a larger buffer.",
  *check(subject) {
    const { format, max } = subject;
    const values = mixedValues(subject, count, "bounds");
    const wanted = encodeAll(subject, values);
    const codes = createCodes(format.bits, beyond + count + beyond).fill(1);
    format.encode(values, max, nearestEven, codes.subarray(beyond));
    const reals = new Float64Array(beyond + count + beyond).fill(0.75);
    format.decode(wanted, max, reals.subarray(beyond));
    for (let i = 0; i < codes.length; i++) {
      const isInside = i >= beyond && i < beyond + count;
      if (isInside && codes[i] !== wanted[i - beyond]) yield { input: `encode() into a part of a buffer, element ${i - beyond}`, found: String(codes[i]), expected: String(wanted[i - beyond]) };
      if (isInside) continue;
      if (codes[i] !== 1) yield { input: `encode() of ${count} values, element ${i - beyond} of out`, found: `${codes[i]} written`, expected: "nothing written" };
      if (reals[i] !== 0.75) yield { input: `decode() of ${count} codes, element ${i - beyond} of out`, found: `${reals[i]} written`, expected: "nothing written" };
    }
  },
};
