import { createCodes, type Codes, type Reals, type Rounding, type ScaleGroups } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { mixedValues, type FormatSubject } from "../subject.ts";

const modes: readonly Rounding[] = [{ mode: "nearest-even" }, { mode: "half-away" }, { mode: "toward-zero" }];

/** Groups that the bulk calls have to tell apart: columns, short runs, and a run with a shorter one at the end. */
const shapes = [
  { columns: 5, run: 1, length: 60 },
  { columns: 1, run: 1, length: 40 },
  { columns: 1100, run: 1, length: 2200 },
  { columns: 6, run: 7, length: 84 },
  { columns: 4, run: 300, length: 1100 },
] as const;

/** Work on many groups at once is that on each of them. */
export const groups: Law<FormatSubject> = {
  name: "groups",
  sentence: "encodeGroups() and decodeGroups(), where they are offered, give what encode() and decode() give group by group.",
  applies: ({ format }) => format.encodeGroups !== undefined || format.decodeGroups !== undefined,
  *check(subject) {
    for (const { columns, run, length } of shapes) {
      const scales = { maxima: maximaOf(subject, columns), run };
      const doubles = mixedValues(subject, length, `groups ${columns} ${run}`);
      doubles.set([NaN, -0, Infinity, -Infinity], 5);
      for (const values of [doubles, Float32Array.from(doubles)]) {
        for (const rounding of modes) yield* encoded(subject, values, scales, rounding);
      }
      yield* decoded(subject, length, scales);
    }
  },
};

/** Tops of several sizes, as the format has them. */
function maximaOf({ format, max }: FormatSubject, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const largest = max * (0.3 + (i % 7) * 0.4);
    return format.topOf?.(largest, 3 * max) ?? largest;
  });
}

function* encoded({ format }: FormatSubject, values: Reals, scales: ScaleGroups, rounding: Rounding): Generator<Breach> {
  const codes = createCodes(format.bits, values.length + 1).fill(1);
  const isDone = format.encodeGroups?.(values, scales, rounding, codes.subarray(0, values.length)) ?? false;
  const alone = createCodes(format.bits, 1);
  for (let i = 0; i < values.length; i++) {
    if (isDone) format.encode(values.slice(i, i + 1), maximumOf(scales, i), rounding, alone);
    else alone[0] = 1;
    if (codes[i] !== alone[0]) yield { input: `encodeGroups() of ${values[i]} at ${i}, ${rounding.mode}, runs of ${scales.run}`, found: String(codes[i]), expected: String(alone[0]) };
  }
}

function* decoded({ format, codes: known }: FormatSubject, length: number, scales: ScaleGroups): Generator<Breach> {
  if (format.decodeGroups === undefined) return;
  const codes: Codes = createCodes(format.bits, length).map((_, i) => known[(i * 7919) % known.length]);
  for (const out of [new Float64Array(length), new Float32Array(length)]) {
    format.decodeGroups(codes, scales, out);
    const alone = out.slice(0, 1);
    for (let i = 0; i < length; i++) {
      format.decode(codes.subarray(i, i + 1), maximumOf(scales, i), alone);
      if (!Object.is(out[i], alone[0])) yield { input: `decodeGroups() of code ${codes[i]} at ${i}, runs of ${scales.run}`, found: String(out[i]), expected: String(alone[0]) };
    }
  }
}

function maximumOf({ maxima, run }: ScaleGroups, index: number): number {
  return maxima[Math.floor(index / run) % maxima.length];
}
