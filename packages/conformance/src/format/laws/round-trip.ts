import { createCodes, nearestEven, type Reals } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { decodeAll, type FormatSubject } from "../subject.ts";

/** What is stored is stored again as it is, in double and in single precision. */
export const roundTrip: Law<FormatSubject> = {
  name: "round-trip",
  sentence: "Encoding a decoded value gives a code of the same value, and that code again from then on, in double precision, and in single where that reaches.",
  *check(subject) {
    yield* through(subject, new Float64Array(subject.codes.length));
    yield* through(subject, new Float32Array(subject.codes.length));
  },
};

function* through(subject: FormatSubject, values: Reals): Iterable<Breach> {
  const { format, codes, max } = subject;
  format.decode(codes, max, values);
  const once = createCodes(format.bits, codes.length);
  format.encode(values, max, nearestEven, once);
  const stored = decodeAll(subject, once);
  const twice = createCodes(format.bits, codes.length);
  const decoded = values.slice();
  format.decode(once, max, decoded);
  format.encode(decoded, max, nearestEven, twice);
  const isSingle = values instanceof Float32Array;
  const precision = isSingle ? "single" : "double";
  for (let i = 0; i < codes.length; i++) {
    const value = subject.values[i];
    const isHeld = subject.isInRange(value) && (!isSingle || isSingleNumber(value));
    if (isHeld && stored[i] !== value) yield { input: `decode(encode(decode(${codes[i]}))), ${precision}`, found: String(stored[i]), expected: String(value) };
    if (twice[i] !== once[i]) yield { input: `encode(decode(${once[i]})), ${precision}`, found: String(twice[i]), expected: String(once[i]) };
  }
}

/** True when single precision holds a number with all the accuracy it has: no smaller and no larger than its normal numbers. */
function isSingleNumber(value: number): boolean {
  return Math.abs(Math.fround(value) - value) <= 2 ** -24 * Math.abs(value);
}
