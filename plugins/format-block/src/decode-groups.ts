import type { Codes, Reals, ScaleGroups } from "@lnsim/contracts";
import { isPowerOfTwo } from "./power-of-two.ts";

/** What elements stand for when the largest one stands for a maximum. */
export interface ElementScale {
  /** Values of all codes. */
  readonly values: Float64Array;
  readonly largest: number;
}

/** out = value * maximum / largest, one rounding for each operation; scales by powers of two leave none to do. */
export function decodeGroups({ values, largest }: ElementScale, codes: Codes, { maxima, run }: ScaleGroups, out: Reals): void {
  if (run === 1) return decodeColumns({ values, largest }, codes, maxima, out);
  for (let i = 0, group = 0; i < codes.length; group++) {
    const max = maxima[group % maxima.length];
    const end = Math.min(codes.length, i + run);
    const factor = max / largest;
    if (isPowerOfTwo(factor)) for (; i < end; i++) out[i] = values[codes[i]] * factor;
    else for (; i < end; i++) out[i] = (values[codes[i]] * max) / largest;
  }
}

function decodeColumns({ values, largest }: ElementScale, codes: Codes, maxima: Float64Array, out: Reals): void {
  const columns = maxima.length;
  if (!maxima.every((max) => max === 0 || isPowerOfTwo(max / largest))) {
    for (let first = 0; first < codes.length; first += columns) {
      for (let i = 0; i < columns; i++) out[first + i] = (values[codes[first + i]] * maxima[i]) / largest;
    }
    return;
  }
  const factors = maxima.map((max) => max / largest);
  for (let first = 0; first < codes.length; first += columns) {
    for (let i = 0; i < columns; i++) out[first + i] = values[codes[first + i]] * factors[i];
  }
}
