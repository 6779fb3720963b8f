import type { Codes, Reals, ScaleGroups } from "@lnsim/contracts";

/** Values of codes: the table entry times max, rounded once (and once more where `out` is single precision). */
export function decode(table: Float64Array, codes: Codes, max: number, out: Reals): void {
  for (let i = 0; i < codes.length; i++) out[i] = table[codes[i]] * max;
}

/** The values that {@link decode} gives group by group. */
export function decodeGroups(table: Float64Array, codes: Codes, { maxima, run }: ScaleGroups, out: Reals): void {
  if (run === 1) return decodeColumns(table, codes, maxima, out);
  for (let i = 0, group = 0; i < codes.length; group++) {
    const max = maxima[group % maxima.length];
    for (const end = Math.min(codes.length, i + run); i < end; i++) out[i] = table[codes[i]] * max;
  }
}

function decodeColumns(table: Float64Array, codes: Codes, maxima: Float64Array, out: Reals): void {
  for (let first = 0; first < codes.length; first += maxima.length) {
    for (let column = 0; column < maxima.length; column++) out[first + column] = table[codes[first + column]] * maxima[column];
  }
}
