/** What a run through a fixed-accumulate datapath lost, and how close it came to its limits. */
export interface DatapathCounts {
  /** Products looked at, those with a zero operand included: m * n * k where nothing was sampled. */
  readonly terms: number;
  /** Vector sums that they were added up in: m * n * ceil(k / vectorSize) where nothing was sampled. */
  readonly vectors: number;
  /** Terms that lost magnitude bits (or vanished) because of bounded guard bits. */
  readonly cutTerms: number;
  /** Vector sums whose rounding to the accumulator's LSB discarded nonzero bits; of a binary32 accumulator, inexact entries. */
  readonly lostBits: number;
  /** Accumulations that left the accumulator's range and were saturated or wrapped, or became infinite. */
  readonly saturations: number;
  /**
   * Largest magnitude an accumulation asked for, before saturating or wrapping, in accumulator LSBs
   * (in product units for a wide accumulator, as a real value for a binary32 one).
   */
  readonly maxMagnitude: number;
}

/** Counts of nothing: the start of a sum. */
export const noCounts: DatapathCounts = Object.freeze({ terms: 0, vectors: 0, cutTerms: 0, lostBits: 0, saturations: 0, maxMagnitude: 0 });

/** Counts of two runs together. */
export function addCounts(one: DatapathCounts, other: DatapathCounts): DatapathCounts {
  return {
    terms: one.terms + other.terms,
    vectors: one.vectors + other.vectors,
    cutTerms: one.cutTerms + other.cutTerms,
    lostBits: one.lostBits + other.lostBits,
    saturations: one.saturations + other.saturations,
    maxMagnitude: Math.max(one.maxMagnitude, other.maxMagnitude),
  };
}
