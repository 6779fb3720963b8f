import type { Codes, ScaleGroups } from "@lnsim/contracts";
import { isPowerOfTwo } from "./power-of-two.ts";
import type { WordTable } from "./word-table.ts";

/** Values at a time: they stay in a first-level cache. */
const chunkLength = 1024;

const quotients = new Float32Array(chunkLength);
const words = new Int32Array(quotients.buffer);
const factors = new Float64Array(chunkLength);

/** Single-precision values to encode by groups, whose largest element stands for `maxima`. */
export interface SingleRun extends ScaleGroups {
  readonly values: Float32Array;
  /** The largest element. */
  readonly largest: number;
  readonly out: Codes;
}

/**
 * Codes of single-precision values whose scales are powers of two: quotients are exact, but where they lie below or
 * beyond all elements.
 *
 * @returns false, with nothing written, when a scale is none
 */
export function encodeSingle(table: WordTable, single: SingleRun): boolean {
  const { maxima, largest, run } = single;
  for (let group = 0; group < maxima.length; group++) if (!isPowerOfTwo(maxima[group] / largest)) return false;
  if (run === 1 && maxima.length > 1) encodeColumns(table, single);
  else encodeRuns(table, single);
  return true;
}

/** Some columns at a time, row by row. */
function encodeColumns(table: WordTable, { values, maxima, largest, out }: SingleRun): void {
  const columns = maxima.length;
  for (let left = 0; left < columns; left += chunkLength) {
    const count = Math.min(chunkLength, columns - left);
    for (let i = 0; i < count; i++) factors[i] = largest / maxima[left + i];
    for (let from = left; from < values.length; from += columns) {
      for (let i = 0; i < count; i++) quotients[i] = values[from + i] * factors[i];
      encodeQuotients(table, out, from, count);
    }
  }
}

/** Group after group, where a group is as long as the run or as all values. */
function encodeRuns(table: WordTable, { values, maxima, largest, run, out }: SingleRun): void {
  const size = maxima.length === 1 ? values.length : run;
  let factor = largest / maxima[0];
  for (let from = 0, group = 0, end = size; from < values.length; from += chunkLength) {
    const count = Math.min(chunkLength, values.length - from);
    for (let i = 0; i < count; ) {
      if (from + i === end) {
        end += size;
        group = group + 1 === maxima.length ? 0 : group + 1;
        factor = largest / maxima[group];
      }
      for (const stop = Math.min(count, end - from); i < stop; i++) quotients[i] = values[from + i] * factor;
    }
    encodeQuotients(table, out, from, count);
  }
}

function encodeQuotients({ shift, entries, codes }: WordTable, out: Codes, from: number, count: number): void {
  const fraction = (1 << shift) - 1;
  const rankShift = shift + 1;
  const negativeRanks = codes.length >> 1;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    const sum = entries[(word & 0x7fffffff) >>> shift] + (word & fraction);
    out[from + i] = codes[((word >> 31) & negativeRanks) + (sum >>> rankShift)];
  }
}
