import { nearestEven, type Rounding } from "@lnsim/contracts";
import { spreadPositions } from "../code-table.ts";
import type { Breach, Law } from "../../law.ts";
import { encodeAll, storedValues, type FormatSubject } from "../subject.ts";

const mostIntervals = 4096;

/** A number halfway between two codes goes where the rounding mode says. */
export const ties: Law<FormatSubject> = {
  name: "ties",
  sentence: "Halfway between two values one of them is taken: without a scale the larger magnitude by half-away, the even code by nearest-even where just one is even.",
  applies: ({ isLogarithmic }) => !isLogarithmic,
  *check(subject) {
    yield* atMidpoints(subject, { mode: "half-away" });
    yield* atMidpoints(subject, nearestEven);
  },
};

function* atMidpoints(subject: FormatSubject, rounding: Rounding): Iterable<Breach> {
  const { intervals, format } = subject;
  const positions = spreadPositions(intervals.low.length, mostIntervals);
  const low = Float64Array.from(positions, (at) => intervals.low[at]);
  const high = Float64Array.from(positions, (at) => intervals.high[at]);
  const middle = low.map((value, i) => value + (high[i] - value) / 2);
  const [lowCodes, highCodes] = [encodeAll(subject, low), encodeAll(subject, high)];
  const stored = storedValues(subject, middle, rounding);
  for (let i = 0; i < middle.length; i++) {
    // Under a scale a decoded value is rounded, so that its midpoint may be beside that of the codes.
    const isTie = !format.scaled && middle[i] - low[i] === high[i] - middle[i];
    const isDecided = isTie && (rounding.mode === "half-away" || (lowCodes[i] + highCodes[i]) % 2 === 1);
    const even = lowCodes[i] % 2 === 0 ? low[i] : high[i];
    const away = Math.abs(low[i]) > Math.abs(high[i]) ? low[i] : high[i];
    const wanted = rounding.mode === "half-away" ? away : even;
    const isRight = isDecided ? stored[i] === wanted : stored[i] === low[i] || stored[i] === high[i];
    const input = `the value stored for ${middle[i]}, ${rounding.mode}`;
    if (!isRight) yield { input, found: String(stored[i]), expected: isDecided ? String(wanted) : `${low[i]} or ${high[i]}` };
  }
}
