import { nearestEven } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { decodeAll, encodeAll, type FormatSubject } from "../subject.ts";

/** The declared range is the one that the codes have, at max = 1. */
export const range: Law<FormatSubject> = {
  name: "range",
  sentence: "The declared smallest and largest magnitudes are stored exactly at max = 1, and no stored value is outside them.",
  *check(subject) {
    const { smallest, largest } = subject.format.range;
    if (!(smallest > 0 && smallest <= largest)) yield { input: "range", found: `${smallest} to ${largest}`, expected: "two positive numbers in order" };
    const ends = Float64Array.of(smallest, largest);
    const codes = encodeAll(subject, ends, nearestEven, 1);
    const stored = decodeAll(subject, codes, 1);
    for (let i = 0; i < 2; i++) {
      if (stored[i] !== ends[i]) yield { input: `decode(encode(${ends[i]})) at max = 1`, found: String(stored[i]), expected: String(ends[i]) };
    }
    yield* outside(subject);
  },
};

function* outside(subject: FormatSubject): Iterable<Breach> {
  const { smallest, largest } = subject.format.range;
  const values = decodeAll(subject, encodeAll(subject, decodeAll(subject, subject.codes, 1), nearestEven, 1), 1);
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (magnitude === 0 || !Number.isFinite(magnitude) || (magnitude >= smallest && magnitude <= largest)) continue;
    yield { input: `a value that is stored at max = 1 (from code ${subject.codes[i]})`, found: String(values[i]), expected: `a magnitude from ${smallest} to ${largest}` };
  }
}
