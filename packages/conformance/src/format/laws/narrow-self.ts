import { createCodes } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, type FormatSubject } from "../subject.ts";

/** The view of a format in itself loses nothing. */
export const narrowSelf: Law<FormatSubject> = {
  name: "narrow-self",
  sentence: "narrow() of the format itself, where it is offered, keeps every value, and leaves the codes that it reads as they were.",
  applies: ({ format }) => format.narrow !== undefined,
  *check(subject) {
    const { format, codes, values, max } = subject;
    const given = codes.slice();
    const out = createCodes(format.bits, codes.length);
    const fraction = format.narrow!(format, given, out);
    if (fraction === undefined) return;
    const viewed = decodeAll(subject, out, max * fraction);
    for (let i = 0; i < codes.length; i++) {
      if (given[i] !== codes[i]) yield { input: `codes[${i}] after narrow()`, found: String(given[i]), expected: String(codes[i]) };
      const isSame = Math.abs(viewed[i] - values[i]) <= 1e-12 * Math.abs(values[i]) || !subject.isInRange(values[i]);
      if (!isSame) yield { input: `the view of code ${codes[i]} in its own format`, found: String(viewed[i]), expected: String(values[i]) };
    }
  },
};
