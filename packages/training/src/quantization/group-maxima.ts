import type { Reals } from "@lnsim/contracts";
import { largestMagnitude } from "../reals.ts";
import type { Groups } from "./grouping.ts";
import { singleMaxima } from "./single-maxima.ts";

/** Writes the largest magnitude of every group of `values`; NaN does not count. */
export function groupMaxima(values: Reals, groups: Groups, out: Float64Array): void {
  if (groups.kind === "tensor") out[0] = largestMagnitude(values);
  else if (values instanceof Float32Array && singleMaxima(values, groups, out)) return;
  else if (groups.stride === 1) alongRows(values, groups, out);
  else downColumns(values, groups, out);
}

function alongRows(values: Reals, groups: Groups, out: Float64Array): void {
  for (let group = 0, i = 0; group < groups.count; group++) {
    let largest = 0;
    for (const end = i + groups.length(group); i < end; i++) {
      const magnitude = Math.abs(values[i]);
      if (magnitude > largest) largest = magnitude;
    }
    out[group] = largest;
  }
}

/** Row by row, so that memory is read in its order. */
function downColumns(values: Reals, { blocks, rows, columns, size, vectors }: Groups, out: Float64Array): void {
  out.fill(0);
  for (let block = 0, i = 0; block < blocks; block++) {
    for (let row = 0; row < rows; row++) {
      const first = (block * vectors + Math.floor(row / size)) * columns;
      for (let group = first; group < first + columns; group++, i++) {
        const magnitude = Math.abs(values[i]);
        if (magnitude > out[group]) out[group] = magnitude;
      }
    }
  }
}
