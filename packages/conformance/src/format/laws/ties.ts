import { nearestEven, type Rounding } from "@lnsim/contracts";
import { intervalsOf, spreadPositions } from "../code-table.ts";
import type { Breach, Law } from "../../law.ts";
import { decodeAll, encodeAll, type FormatSubject } from "../subject.ts";

const mostIntervals = 4096;

/** A number halfway between two codes goes where the rounding mode says. */
export const ties: Law<FormatSubject> = {
  name: "ties",
  sentence: "Halfway between two values, half-away takes the larger magnitude and nearest-even the even code, or one of both where codes do not tell.",
  applies: ({ isLogarithmic }) => !isLogarithmic,
  *check(subject) {
    const pairs = neighbours(subject);
    yield* atMidpoints(subject, pairs, { mode: "half-away" });
    yield* atMidpoints(subject, pairs, nearestEven);
  },
};

interface Neighbours {
  /** The maximum under which they are neighbours: one that makes multiples of the smallest magnitude whole numbers. */
  readonly top: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Whether the scaled codes themselves are exact, so that midpoints are ties. */
  readonly isExact: boolean;
}

function neighbours(subject: FormatSubject): Neighbours {
  const { format, codes, isComplete } = subject;
  const top = format.scaled ? Math.round(1 / format.range.smallest) : 1;
  const intervals = intervalsOf(decodeAll(subject, codes, top), { largest: format.range.largest * top, isComplete, isLogarithmic: false });
  const positions = spreadPositions(intervals.low.length, mostIntervals);
  const low = Float64Array.from(positions, (at) => intervals.low[at]);
  const high = Float64Array.from(positions, (at) => intervals.high[at]);
  return { top, low, high, isExact: !format.scaled || (low.every(Number.isInteger) && high.every(Number.isInteger)) };
}

function* atMidpoints(subject: FormatSubject, { top, low, high, isExact }: Neighbours, rounding: Rounding): Iterable<Breach> {
  const middle = low.map((value, i) => value + (high[i] - value) / 2);
  const lowCodes = encodeAll(subject, low, nearestEven, top);
  const highCodes = encodeAll(subject, high, nearestEven, top);
  const stored = decodeAll(subject, encodeAll(subject, middle, rounding, top), top);
  for (let i = 0; i < middle.length; i++) {
    const isTie = isExact && middle[i] - low[i] === high[i] - middle[i];
    const isDecided = isTie && (rounding.mode === "half-away" || (lowCodes[i] + highCodes[i]) % 2 === 1);
    const even = lowCodes[i] % 2 === 0 ? low[i] : high[i];
    const away = Math.abs(low[i]) > Math.abs(high[i]) ? low[i] : high[i];
    const wanted = rounding.mode === "half-away" ? away : even;
    const isRight = isDecided ? stored[i] === wanted : stored[i] === low[i] || stored[i] === high[i];
    const input = `the value stored for ${middle[i]} at max = ${top}, ${rounding.mode}`;
    if (!isRight) yield { input, found: String(stored[i]), expected: isDecided ? String(wanted) : `${low[i]} or ${high[i]}` };
  }
}
