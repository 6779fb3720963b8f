import type { AnnealOutcome } from "@lnsim/format-lns-log";

/**
 * The outcomes that a result is made of when one more is known: the best for each function, so that thousands of restarts
 * take no memory. The same list when the new outcome is best at nothing; whatever the order they come in, the same set.
 */
export function bestOutcomes(best: readonly AnnealOutcome[], outcome: AnnealOutcome): readonly AnnealOutcome[] {
  const same = betterAt("same", best, outcome);
  const opposite = betterAt("opposite", best, outcome);
  if (same !== outcome && opposite !== outcome) return best;
  return same === opposite ? [same] : [same, opposite];
}

/** Equal errors go to the restart with the lower number. */
function betterAt(kind: "same" | "opposite", best: readonly AnnealOutcome[], outcome: AnnealOutcome): AnnealOutcome {
  return best.reduce((a, b) => (a[kind].squaredError - b[kind].squaredError || a.restart - b.restart) <= 0 ? a : b, outcome);
}
