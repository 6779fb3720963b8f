import { createCodes, type Codes, type NumberFormat } from "@lnsim/contracts";
import type { SeededRandom } from "@lnsim/elementary";

/** Formats up to this many codes are examined code by code. */
const mostCodes = 2 ** 17;
/** Runs of neighbouring codes that a larger format is sampled by, and their length. */
const sampledRuns = 2048;
const runLength = 8;

/** Every code of the format, or runs of neighbouring ones. */
export function allCodes(format: NumberFormat, random: SeededRandom): { readonly codes: Codes; readonly isComplete: boolean } {
  const { codeCount, bits } = format;
  if (codeCount <= mostCodes) {
    const codes = createCodes(bits, codeCount);
    for (let code = 0; code < codeCount; code++) codes[code] = code;
    return { codes, isComplete: true };
  }
  const codes = createCodes(bits, sampledRuns * runLength);
  for (let run = 0; run < sampledRuns; run++) {
    const start = run === 0 ? 0 : random.nextBelow(codeCount - runLength);
    for (let i = 0; i < runLength; i++) codes[run * runLength + i] = start + i;
  }
  return { codes, isComplete: false };
}

/** Pairs of neighbouring values: nothing that is stored lies between low[i] and high[i]. */
export interface Intervals {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Neighbouring values among those that are within range. The codes of a format too large to be examined
 * whole are taken to be neighbours where they follow one another. Logarithmic steps do not lead to zero or across it.
 */
export function intervalsOf(
  values: Float64Array,
  { isInRange, isComplete, isLogarithmic }: { readonly isInRange: (value: number) => boolean; readonly isComplete: boolean; readonly isLogarithmic: boolean },
): Intervals {
  const low: number[] = [];
  const high: number[] = [];
  const add = (from: number, to: number): void => {
    if (from === to || (isLogarithmic && from <= 0 && to >= 0)) return;
    low.push(from);
    high.push(to);
  };
  if (isComplete) {
    const ascending = values.filter(isInRange).toSorted();
    for (let i = 1; i < ascending.length; i++) add(ascending[i - 1], ascending[i]);
  } else {
    for (let i = 1; i < values.length; i++) {
      const isOneRun = i % runLength !== 0 && isInRange(values[i - 1]) && isInRange(values[i]);
      if (isOneRun) add(Math.min(values[i - 1], values[i]), Math.max(values[i - 1], values[i]));
    }
  }
  return { low: Float64Array.from(low), high: Float64Array.from(high) };
}

/** Positions of at most `count` intervals, spread evenly over all. */
export function spreadPositions(length: number, count: number): Uint32Array {
  if (length <= count) return Uint32Array.from({ length }, (_, i) => i);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * (length - 1)) / (count - 1)));
}
