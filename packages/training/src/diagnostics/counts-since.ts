import type { DatapathCounts } from "@lnsim/numerics";

/**
 * What was counted since `before`; null where nothing was. The largest magnitude is that of all counts so far, since
 * maxima cannot be taken apart.
 */
export function countsSince(now: DatapathCounts, before: DatapathCounts): DatapathCounts | null {
  if (now.terms === before.terms) return null;
  return {
    terms: now.terms - before.terms,
    vectors: now.vectors - before.vectors,
    cutTerms: now.cutTerms - before.cutTerms,
    lostBits: now.lostBits - before.lostBits,
    saturations: now.saturations - before.saturations,
    maxMagnitude: now.maxMagnitude,
  };
}
