import { exp2 } from "@lnsim/elementary";
import { nearestPowerOfTwo } from "../fit/fit-segment.ts";
import type { LogLayout } from "../layout.ts";
import type { IntegerSegments } from "../segments/segments.ts";
import { publishedExponentials } from "./published.ts";

/** Bits before the point of the formats that the published segments were made for. */
const publishedWholeBits = 5;
const segments = 256;
const lowestOctave = -10;

/**
 * exp(-2^(k / 2^fractionBits)) as a logarithm, for k = -largest ... largest (entry k + largest): 256 linear segments
 * whose slopes are powers of two (QAA-LNS, `exp_neg`). Arguments below the first breakpoint give 1; results below the range,
 * and arguments beyond the last breakpoint, the smallest magnitude.
 */
export function exponentialTable(layout: LogLayout): Int32Array {
  const { fractionBits, largest, bits } = layout;
  const wholeBits = bits - 3 - fractionBits;
  const published = wholeBits <= publishedWholeBits ? publishedExponentials[fractionBits] : undefined;
  return tabulate(published ?? fitExponential(fractionBits, wholeBits), largest);
}

/** Each k takes the first segment whose breakpoint it does not exceed: -(k shifted to the left) + intercept. */
function tabulate({ breakpoints, shifts, intercepts }: IntegerSegments, largest: number): Int32Array {
  const table = new Int32Array(2 * largest + 1).fill(-largest);
  let segment = 0;
  for (let k = -largest; k <= largest; k++) {
    while (segment < breakpoints.length && breakpoints[segment] < k) segment++;
    if (segment === breakpoints.length) break;
    const value = intercepts[segment] - shifted(k, shifts[segment]);
    table[k + largest] = k < breakpoints[0] ? 0 : Math.max(-largest, Math.min(largest, value));
  }
  return table;
}

/** k shifted to the left. The published segments of a single point have shift 31, which stands for no slope. */
function shifted(k: number, shift: number): number {
  if (shift === 31) return 0;
  return shift < 0 ? k >> -shift : k << shift;
}

/**
 * Segments for formats without published ones: equal in width from 2^-10 to where the result leaves the range, the slope
 * the power of two nearest to that in the middle, the intercept the rounded mean of what is left on the grid.
 */
function fitExponential(fractionBits: number, wholeBits: number): IntegerSegments {
  const perOctave = 2 ** fractionBits;
  const [breakpoints, shifts, intercepts]: number[][] = [[], [], []];
  let first = lowestOctave * perOctave;
  for (let segment = 0; segment < segments; segment++) {
    const end = lowestOctave + ((wholeBits - lowestOctave) * (segment + 1)) / segments;
    const last = Math.floor(end * perOctave);
    if (last < first) continue;
    const shift = nearestPowerOfTwo(exp2((first + last) / 2 / perOctave));
    let sum = 0;
    for (let k = first; k <= last; k++) sum += shifted(k, shift) - exp2(k / perOctave) * Math.LOG2E * perOctave;
    breakpoints.push(last);
    shifts.push(shift);
    intercepts.push(Math.round(sum / (last - first + 1)));
    first = last + 1;
  }
  return { breakpoints, shifts, intercepts };
}
