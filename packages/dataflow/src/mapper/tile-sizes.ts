import type { TileSizes } from "../cost/byte-table.ts";
import type { Hierarchy } from "../mapping.ts";
import type { ConvolutionWindow, Dimension, GemmProblem } from "../problem.ts";

/** More sizes than this along a loop are thinned out: those that are close to a smaller one leave. */
const manySizes = 20;
const closeRatio = 1.3;

/**
 * Sizes of tiles that the mapper tries along every loop, ascending; O(log) of them, the whole loop always among them.
 *
 * - Multiples of the granule by powers of two and by divisors, and even splits into 2 to 8 tiles.
 * - Along output positions that a convolution gathers for, whole rows of outputs instead: powers of two and divisors of the
 *   rows of a sample, of samples, and rows that fill granules.
 *
 * @param cutRows also granules where whole rows are wanted, for when none fit
 */
export function tileSizes(problem: GemmProblem, { granule }: Hierarchy, cutRows = false): TileSizes {
  const along = (dimension: Dimension): readonly number[] => {
    const whole = problem[dimension];
    const window = windowAlong(problem, dimension);
    const rows = window === undefined ? [] : rowSizes(whole, window, granule[dimension]);
    const granules = rows.length > 0 && !cutRows ? [] : granuleSizes(whole, granule[dimension]);
    return thinned([...rows, ...granules].filter((size) => size < whole), whole);
  };
  return { m: along("m"), n: along("n"), k: along("k") };
}

/** The convolution that gathers along this loop's positions. */
function windowAlong(problem: GemmProblem, dimension: Dimension): ConvolutionWindow | undefined {
  return [problem.a.window, problem.b.window].find((window) => window?.position === dimension);
}

function granuleSizes(whole: number, granule: number): number[] {
  const granules = Math.ceil(whole / granule);
  const splits = [2, 3, 4, 5, 6, 7, 8].map((tiles) => Math.ceil(granules / tiles));
  return [...powersOfTwo(granules), ...divisors(granules), ...splits].map((count) => count * granule);
}

/** None where the loop is not made of whole rows. */
function rowSizes(whole: number, { outputHeight, outputWidth }: ConvolutionWindow, granule: number): number[] {
  const rows = whole / outputWidth;
  if (!Number.isInteger(rows)) return [];
  const filling = granule / greatestPowerOfTwo(outputWidth, granule);
  const inSample = [...powersOfTwo(outputHeight), ...divisors(outputHeight)];
  const samples = rows / outputHeight;
  const inSamples = Number.isInteger(samples) ? [...powersOfTwo(samples), ...divisors(samples)].map((count) => count * outputHeight) : [];
  const filled = powersOfTwo(Math.ceil(rows / filling)).map((count) => count * filling);
  return [...inSample, ...inSamples, ...filled].map((count) => count * outputWidth);
}

/** The largest power of two that divides both. */
function greatestPowerOfTwo(a: number, b: number): number {
  let power = 1;
  while (a % (2 * power) === 0 && b % (2 * power) === 0) power *= 2;
  return power;
}

function powersOfTwo(limit: number): number[] {
  const powers: number[] = [];
  for (let power = 1; power <= limit; power *= 2) powers.push(power);
  return powers;
}

function divisors(value: number): number[] {
  const found: number[] = [];
  for (let low = 1; low * low <= value; low++) if (value % low === 0) found.push(low, value / low);
  return found;
}

/** Ascending, each once, with the whole loop last; thinned out where they are many. */
function thinned(sizes: readonly number[], whole: number): number[] {
  const ascending = [...new Set(sizes)].sort((a, b) => a - b);
  if (ascending.length < manySizes) return [...ascending, whole];
  const kept: number[] = [];
  for (const size of ascending) if (kept.length === 0 || size >= closeRatio * kept.at(-1)!) kept.push(size);
  return [...kept, whole];
}
