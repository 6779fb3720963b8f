/** One row of the bench table: a rate of ours, and what it is held against. */
export interface Measurement {
  /** What was run, such as "LNS8 GEMM 256, revectorized". */
  readonly name: string;
  /** Our figure, in `unit`; NaN where it could not be measured, which `note` explains. */
  readonly value: number;
  /** Unit of value and limit, such as "Gmac/s", "Mevent/s", "ms". */
  readonly unit: string;
  /** The limit's figure measured in the same run (a peer's from another one, as `note` says), or null where it could not be measured (no g++) or there is none. */
  readonly limit: number | null;
  /** What is asked: a ratio to the limit of at least `atLeastRatio`, a value of at most `atMost`, or nothing. */
  readonly goal: { readonly atLeastRatio: number } | { readonly atMost: number } | null;
  /** Anything that the reader has to know: the path taken, why the limit was not measured. */
  readonly note?: string;
}

/** Whether a row meets its goal; null where it has none or its limit was not measured. */
export function isMet(row: Measurement): boolean | null {
  if (row.goal === null || Number.isNaN(row.value)) return null;
  if ("atMost" in row.goal) return row.value <= row.goal.atMost;
  return row.limit === null ? null : row.value / row.limit >= row.goal.atLeastRatio;
}
