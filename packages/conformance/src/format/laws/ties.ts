import { nearestEven, type Rounding } from "@lnsim/contracts";
import type { Breach, Law } from "../../law.ts";
import { spreadPositions } from "../code-table.ts";
import { exactMaximum } from "../exact-maximum.ts";
import { significantBits } from "../significant-bits.ts";
import { decodeAll, encodeAll, type FormatSubject } from "../subject.ts";

const mostIntervals = 4096;
const halfAway: Rounding = { mode: "half-away" };

/** How far beside a threshold, as a share of it, a value has to be on its own side: some errors of double precision. */
const beside = 2 ** -46;

/** A number halfway between two codes goes where the rounding mode says, one beside it to the nearer code. */
export const ties: Law<FormatSubject> = {
  name: "ties",
  sentence:
    "Halfway between two values, under a maximum that makes them exact, half-away takes the larger magnitude and nearest-even the even code where just one is even. Logarithms are halfway by quotient: between powers of two as well (nearest-even always takes one parity), elsewhere no number is, and next to where it would be each side has its own code.",
  *check(subject) {
    if (subject.isLogarithmic) yield* logarithmic(subject);
    else yield* linear(subject);
  },
};

/** Neighbouring values with what lies halfway between them. */
interface Midpoints {
  readonly max: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly middle: Float64Array;
  readonly lowCodes: ArrayLike<number>;
  readonly highCodes: ArrayLike<number>;
}

/** Neighbours under another maximum than the subject's own. */
function midpoints(subject: FormatSubject, max: number, halfway: (low: number, high: number) => number): Midpoints {
  const { intervals } = subject;
  const positions = spreadPositions(intervals.low.length, mostIntervals);
  const [lowCodes, highCodes] = [intervals.low, intervals.high].map((side) => encodeAll(subject, Float64Array.from(positions, (at) => side[at])));
  const [low, high] = [decodeAll(subject, lowCodes, max), decodeAll(subject, highCodes, max)];
  return { max, low, high, middle: low.map((value, i) => halfway(value, high[i])), lowCodes, highCodes };
}

/** What is stored under the maximum. */
function stored(subject: FormatSubject, values: Float64Array, max: number, rounding: Rounding): { readonly codes: ArrayLike<number>; readonly values: Float64Array } {
  const codes = encodeAll(subject, values, rounding, max);
  return { codes, values: decodeAll(subject, codes, max) };
}

function* linear(subject: FormatSubject): Iterable<Breach> {
  const exact = exactMaximum(subject);
  const points = midpoints(subject, exact ?? subject.max, (low, high) => low + (high - low) / 2);
  const { max, low, high, middle, lowCodes, highCodes } = points;
  for (const rounding of [halfAway, nearestEven]) {
    const found = stored(subject, middle, max, rounding).values;
    for (let i = 0; i < middle.length; i++) {
      const isTie = exact !== null && middle[i] - low[i] === high[i] - middle[i];
      const isDecided = isTie && (rounding === halfAway || (lowCodes[i] + highCodes[i]) % 2 === 1);
      const even = lowCodes[i] % 2 === 0 ? low[i] : high[i];
      const away = Math.abs(low[i]) > Math.abs(high[i]) ? low[i] : high[i];
      const wanted = rounding === halfAway ? away : even;
      const isRight = isDecided ? found[i] === wanted : found[i] === low[i] || found[i] === high[i];
      const input = `the value stored for ${middle[i]} at max = ${max}, ${rounding.mode}`;
      if (!isRight) yield { input, found: String(found[i]), expected: isDecided ? String(wanted) : `${low[i]} or ${high[i]}` };
    }
    yield* besideThresholds(subject, points, rounding, (at) => Math.max(Math.abs(low[at]), Math.abs(high[at])));
  }
}

function* logarithmic(subject: FormatSubject): Iterable<Breach> {
  const points = midpoints(subject, 1, (low, high) => Math.sign(low) * Math.sqrt(low) * Math.sqrt(high));
  const isTie = points.middle.map((middle, i) => Number(isPowerOfTwo(middle) && isPowerOfTwo(points.low[i]) && isPowerOfTwo(points.high[i])));
  yield* besideThresholds(subject, points, halfAway, (at) => Math.abs(points.middle[at]));
  yield* besideThresholds(subject, points, nearestEven, (at) => Math.abs(points.middle[at]));
  if (isTie.includes(1)) yield* betweenPowers(subject, points, isTie);
}

function isPowerOfTwo(value: number): boolean {
  return significantBits(value) === 1;
}

/** Next to a threshold the mode does not matter: each side has the code that is nearer. */
function* besideThresholds(subject: FormatSubject, { max, low, high, middle }: Midpoints, rounding: Rounding, sizeAt: (at: number) => number): Iterable<Breach> {
  for (const [side, wanted] of [[-1, low], [1, high]] as const) {
    const values = middle.map((value, i) => value + side * beside * sizeAt(i));
    const found = stored(subject, values, max, rounding).values;
    for (let i = 0; i < values.length; i++) {
      // Where neighbours are few units in the last place apart nothing is beside their middle.
      const isBetween = low[i] < values[i] && values[i] < high[i];
      if (!isBetween || found[i] === wanted[i]) continue;
      yield { input: `the value stored for ${values[i]} at max = ${max}, next to the middle, ${rounding.mode}`, found: String(found[i]), expected: String(wanted[i]) };
    }
  }
}

function* betweenPowers(subject: FormatSubject, { max, low, high, middle, lowCodes, highCodes }: Midpoints, isTie: Float64Array): Iterable<Breach> {
  const away = stored(subject, middle, max, halfAway).values;
  const even = stored(subject, middle, max, nearestEven);
  let parity: number | undefined;
  for (let i = 0; i < middle.length; i++) {
    if (isTie[i] === 0) continue;
    const larger = Math.abs(low[i]) > Math.abs(high[i]) ? low[i] : high[i];
    const input = `the value stored for ${middle[i]} at max = ${max}`;
    if (away[i] !== larger) yield { input: `${input}, half-away`, found: String(away[i]), expected: String(larger) };
    const isNeighbour = even.values[i] === low[i] || even.values[i] === high[i];
    if (!isNeighbour) yield { input: `${input}, nearest-even`, found: String(even.values[i]), expected: `${low[i]} or ${high[i]}` };
    if ((lowCodes[i] + highCodes[i]) % 2 === 0) continue;
    parity ??= even.codes[i] % 2;
    if (even.codes[i] % 2 !== parity) yield { input: `the code of ${middle[i]} at max = ${max}, nearest-even`, found: String(even.codes[i]), expected: parity === 0 ? "an even code" : "an odd code, as elsewhere" };
  }
}
