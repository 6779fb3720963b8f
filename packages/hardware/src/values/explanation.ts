/** A term of a dot product, as a lane makes it. Values count (max of the tensor) on both sides, as the datapath's own do. */
export interface ExplainedTerm {
  /** Codes of the operands; their values where the datapath multiplies reals. */
  readonly left: number;
  readonly right: number;
  readonly leftValue: number;
  readonly rightValue: number;
  /**
   * Of logarithmic operands that are not zero: the sum of their exponents on the grid of products, counted from one product unit, as
   * whole octaves and the remainder that selects a constant.
   */
  readonly exponent: { readonly sum: number; readonly quotient: number; readonly remainder: number } | null;
  /** The product of the two values, and what the lane has instead. */
  readonly exact: number;
  readonly value: number;
  /** What of it was cut off at the end of the lane's window, with its sign; 0: nothing. */
  readonly dropped: number;
}

/** The terms of a remainder: they are shifted and added up, and the sum is multiplied by the remainder's constant once. */
export interface ExplainedBin {
  readonly remainder: number;
  /** How many terms are in it. */
  readonly terms: number;
  /** The sum of the shifted terms, a whole number, and the constant, both as the datapath has them; their product is `value`. */
  readonly shifted: number;
  readonly constant: number;
  readonly value: number;
}

/** A partial sum. */
export interface ExplainedSum {
  /** As it stands in the accumulator: a whole number of LSBs, a code of a logarithm, or a real number. */
  readonly code: number;
  readonly value: number;
  /** What it would be if products were exact and nothing were cut, rounded or clamped; in float64. */
  readonly exact: number;
  /** `value - exact`. */
  readonly error: number;
}

/** One lane in one cycle: a vector of products enters a partial sum. */
export interface ExplainedLane {
  readonly lane: number;
  readonly terms: readonly ExplainedTerm[];
  /** Ascending by remainder, those with terms; empty where remainders select nothing. */
  readonly bins: readonly ExplainedBin[];
  /** The sum of the terms' values, and what of it enters the accumulator after rounding. Null where terms enter one by one. */
  readonly vector: { readonly value: number; readonly entering: number } | null;
  readonly before: ExplainedSum;
  readonly after: ExplainedSum;
  /** What became of a sum beyond the accumulator's range; null: it was within. */
  readonly overflow: "saturated" | "wrapped" | "infinite" | null;
  /** Terms of which something was cut off. */
  readonly drops: number;
}
