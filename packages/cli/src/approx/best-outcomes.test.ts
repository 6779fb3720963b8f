import { annealOnce, annealResult, annealSettings, type AnnealOutcome } from "@lnsim/format-lns-log";
import { expect, test } from "vitest";
import { bestOutcomes } from "./best-outcomes.ts";

const settings = annealSettings({ bits: 10, fractionBits: 3, restarts: 6, iterations: 300, seed: 4 });
const outcomes = Array.from({ length: settings.restarts }, (_, restart) => annealOnce(settings, restart));
const kept = (order: readonly AnnealOutcome[]) => order.reduce<readonly AnnealOutcome[]>(bestOutcomes, []);

test("the best outcomes give the result of all of them, in whatever order they come", () => {
  const all = annealResult(settings, outcomes);
  for (const order of [outcomes, outcomes.toReversed(), outcomes.toSorted((a, b) => a.same.squaredError - b.same.squaredError)]) {
    expect(annealResult(settings, kept(order))).toEqual(all);
    expect(kept(order).length).toBeLessThanOrEqual(2);
  }
});

test("of equal ones the lower restart counts, and nothing is made anew for an outcome that is best at nothing", () => {
  const [first] = outcomes;
  const later = { ...first!, restart: 9 };
  expect(kept([later, first!])).toEqual([first]);
  const best = kept([first!]);
  expect(bestOutcomes(best, later)).toBe(best);
});
