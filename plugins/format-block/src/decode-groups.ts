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

/** Columns at a time, so that their factors stay in a first-level cache. */
const blockLength = 1024;
const factors = new Float64Array(blockLength);

function decodeColumns({ values, largest }: ElementScale, codes: Codes, maxima: Float64Array, out: Reals): void {
  const columns = maxima.length;
  for (let left = 0; left < columns; left += blockLength) {
    const count = Math.min(blockLength, columns - left);
    let arePowers = true;
    for (let i = 0; i < count; i++) {
      factors[i] = maxima[left + i] / largest;
      arePowers &&= factors[i] === 0 || isPowerOfTwo(factors[i]);
    }
    for (let from = left; from < codes.length; from += columns) {
      if (arePowers) for (let i = 0; i < count; i++) out[from + i] = values[codes[from + i]] * factors[i];
      else for (let i = 0; i < count; i++) out[from + i] = (values[codes[from + i]] * maxima[left + i]) / largest;
    }
  }
}
