import { nearestEven, type Rounding } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

/** The same call gives the same codes. */
export const deterministic: Law<FormatSubject> = {
  name: "deterministic",
  sentence: "The same values give the same codes whatever was encoded between, and under stochastic rounding the same seed does.",
  *check(subject) {
    yield* twice(subject, () => nearestEven);
    yield* twice(subject, () => ({ mode: "stochastic", random: subject.random("deterministic draws") }));
  },
};

function* twice(subject: FormatSubject, rounding: () => Rounding): Iterable<Breach> {
  const values = mixedValues(subject, 1024, "deterministic");
  const first = encodeAll(subject, values, rounding());
  encodeAll(subject, mixedValues(subject, 99, "deterministic between"), rounding(), subject.max / 2);
  const second = encodeAll(subject, values, rounding());
  for (let i = 0; i < values.length; i++) {
    if (first[i] !== second[i]) yield { input: `encode(${values[i]}) for the second time, ${rounding().mode}`, found: String(second[i]), expected: String(first[i]) };
  }
}
