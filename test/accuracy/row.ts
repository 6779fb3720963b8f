/** One row of the accuracy table: a training, and what it is compared with. */
export interface Row {
  /** Unique; also the id in the store. */
  readonly id: string;
  /** As the table calls it. */
  readonly title: string;
  /** Shipped trace. */
  readonly trace: string;
  /** Changes of the machine lns-madam, as `path=value`. */
  readonly set: readonly string[];
  /** Id of the row in full precision with the same optimizer; null for such a row itself. */
  readonly baseline: string | null;
}

/** Rows that stand together in the table, on one trace. */
export interface RowGroup {
  readonly title: string;
  /** What the rows have in common, and what to expect of them. */
  readonly about: string;
  /** "accuracy" in percent, or "bits" per character, of which less is better. */
  readonly metric: "accuracy" | "bits";
  readonly rows: readonly Row[];
}
