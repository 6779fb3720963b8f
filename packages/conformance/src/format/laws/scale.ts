import { nearestEven } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { decodeAll, encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

/** Powers of two: scaling by them rounds nothing. */
const factors = [2 ** -40, 0.5, 2, 2 ** 40];

/** The maximum is a scale where the format has one, and nothing elsewhere. */
export const scale: Law<FormatSubject> = {
  name: "scale",
  sentence: "Values and maximum times a power of two give the same codes, codes under it values times that power; a format without a scale ignores the maximum.",
  *check(subject) {
    const values = mixedValues(subject, 512, "scale");
    const codes = encodeAll(subject, values);
    const decoded = decodeAll(subject, codes);
    for (const factor of factors) {
      const by = subject.format.scaled ? factor : 1;
      yield* compare(subject, { values, codes, decoded }, { by, top: subject.max * factor });
    }
  },
};

interface Unscaled {
  readonly values: Float64Array;
  readonly codes: ReturnType<typeof encodeAll>;
  readonly decoded: Float64Array;
}

function* compare(subject: FormatSubject, { values, codes, decoded }: Unscaled, { by, top }: { readonly by: number; readonly top: number }): Iterable<Breach> {
  const again = encodeAll(subject, values.map((value) => value * by), nearestEven, top);
  const scaled = decodeAll(subject, codes, top);
  for (let i = 0; i < values.length; i++) {
    if (again[i] !== codes[i]) yield { input: `encode(${values[i] * by}) at max = ${top}`, found: String(again[i]), expected: `${codes[i]}, as at max = ${subject.max}` };
    if (scaled[i] !== decoded[i] * by) yield { input: `decode(${codes[i]}) at max = ${top}`, found: String(scaled[i]), expected: String(decoded[i] * by) };
  }
}
