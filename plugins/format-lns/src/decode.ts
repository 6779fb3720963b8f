import type { Codes, Reals } from "@lnsim/contracts";

/** Values of codes: the table entry times max, rounded once (and once more where `out` is single precision). */
export function decode(table: Float64Array, codes: Codes, max: number, out: Reals): void {
  for (let i = 0; i < codes.length; i++) out[i] = table[codes[i]] * max;
}
