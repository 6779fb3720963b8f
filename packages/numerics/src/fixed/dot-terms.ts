import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { VectorScales } from "../gemm-operands.ts";
import { isCut, term, termTable } from "./term-table.ts";

/** The scale of every vector of output (i, j) of n columns. */
export function fillScales({ left, right }: VectorScales, at: { readonly i: number; readonly j: number; readonly n: number }, out: Float64Array): void {
  for (let vector = 0; vector < out.length; vector++) out[vector] = left[at.i * out.length + vector] * right[vector * at.n + at.j];
}

/** Writes the terms of one output and returns how many of them were cut. */
export function fillTerms(datapath: FixedAccumulateDatapath, row: Uint32Array, column: Uint32Array, terms: Float64Array): number {
  const table = termTable(datapath);
  let cutTerms = 0;
  if (table === undefined) {
    for (let x = 0; x < terms.length; x++) {
      terms[x] = term(datapath, row[x], column[x]);
      if (isCut(datapath, row[x], column[x])) cutTerms++;
    }
    return cutTerms;
  }
  const { rightCodeCount } = datapath;
  for (let x = 0; x < terms.length; x++) {
    const at = row[x] * rightCodeCount + column[x];
    terms[x] = table.terms[at];
    cutTerms += table.isCut[at];
  }
  return cutTerms;
}
