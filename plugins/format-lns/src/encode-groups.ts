import type { Codes, Reals, Rounding, ScaleGroups } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";
import { encode } from "./encode.ts";
import { chunkLength, encodeQuotients, isWithinReach, quotients, type SingleRun } from "./encode-single.ts";
import type { LnsLayout } from "./layout.ts";
import { singleGrid, type SingleGrid } from "./single-grid.ts";

/** From this length a group is encoded by itself. */
const longRun = 256;

const scales = new Float64Array(chunkLength);

/**
 * The codes that `encode` gives group by group, of single-precision values in the modes that draw nothing.
 *
 * @returns false, with nothing written, for others, and when quotients could leave the range of single precision
 */
export function encodeGroups(layout: LnsLayout, values: Reals, groups: ScaleGroups & { readonly out: Codes }, rounding: Rounding): boolean {
  const { maxima, run, out } = groups;
  if (!(values instanceof Float32Array) || rounding.mode === "stochastic" || !layout.scaled) return false;
  const grid = singleGrid(layout, rounding.mode === "toward-zero" ? "floor" : rounding.mode);
  for (let group = 0; group < maxima.length; group++) if (!isWithinReach(grid, maxima[group])) return false;
  const single = { values, maxima, run, out };
  if (run === 1) encodeColumns(grid, single);
  else if (run >= longRun) encodeLongRuns(layout, single, rounding);
  else encodeShortRuns(grid, single);
  return true;
}

/** Some columns at a time, row by row. */
function encodeColumns(grid: SingleGrid, single: SingleRun): void {
  const { values, maxima } = single;
  const columns = maxima.length;
  const unit = powerOfTwo(grid.unitOctave);
  for (let left = 0; left < columns; left += chunkLength) {
    const count = Math.min(chunkLength, columns - left);
    for (let i = 0; i < count; i++) scales[i] = unit / maxima[left + i];
    for (let from = left; from < values.length; from += columns) {
      for (let i = 0; i < count; i++) quotients[i] = values[from + i] * scales[i];
      encodeQuotients(grid, single, from, count);
    }
  }
}

function encodeLongRuns(layout: LnsLayout, { values, maxima, run, out }: SingleRun, rounding: Rounding): void {
  for (let from = 0, group = 0; from < values.length; from += run, group++) {
    const end = Math.min(values.length, from + run);
    encode(layout, { values: values.subarray(from, end), max: maxima[group % maxima.length], out: out.subarray(from, end) }, rounding);
  }
}

/** As many whole groups at a time as a chunk holds. */
function encodeShortRuns(grid: SingleGrid, single: SingleRun): void {
  const { values, maxima, run } = single;
  const unit = powerOfTwo(grid.unitOctave);
  const length = chunkLength - (chunkLength % run);
  for (let from = 0, group = 0; from < values.length; from += length) {
    const count = Math.min(length, values.length - from);
    for (let i = 0; i < count; group++) {
      const scale = unit / maxima[group % maxima.length];
      for (const end = Math.min(count, i + run); i < end; i++) quotients[i] = values[from + i] * scale;
    }
    encodeQuotients(grid, single, from, count);
  }
}
