import { describe, expect, test } from "vitest";
import { adderError } from "../fit/adder-error.ts";
import { DeltaCurve, type GridLine } from "../fit/delta-curve.ts";
import type { DeltaKind } from "../fit/fit-segments.ts";
import { annealedSegments } from "../segments/annealed.ts";
import { integerSegments } from "../segments/integer-segments.ts";
import { tabulateOpposite, tabulateSame } from "../segments/segments.ts";
import { anneal } from "./anneal.ts";
import { annealOnce } from "./anneal-once.ts";
import { annealResult } from "./anneal-result.ts";
import { annealSettings } from "./settings.ts";

const short = { restarts: 3, iterations: 100_000, seed: 5 };

function publishedError(fractionBits: number) {
  const { same, opposite } = integerSegments("aware", fractionBits);
  return adderError({ deltaSame: tabulateSame(same), deltaOpposite: tabulateOpposite(opposite) }, fractionBits);
}

describe.each([
  { bits: 13, fractionBits: 5 },
  { bits: 14, fractionBits: 6 },
])("$bits/$fractionBits", (width) => {
  test("a short search is no worse than the published tables by more than 5 percent", async () => {
    const { same, opposite, tables } = await anneal({ ...width, ...short });
    const published = publishedError(width.fractionBits);
    expect(same.error.rmsOctaves).toBeLessThan(1.05 * published.same.rmsOctaves);
    expect(opposite.error.rmsOctaves).toBeLessThan(1.05 * published.opposite.rmsOctaves);
    expect(adderError(tables, width.fractionBits)).toEqual({ same: same.error, opposite: opposite.error });
  });
});

/** The least squared error of any breakpoints, by dynamic programming over the last one. */
function optimum(kind: DeltaKind, fractionBits: number, segments: number): number {
  const curve = new DeltaCurve(kind, fractionBits, 12);
  const line: GridLine = { slopeExponent: 0, intercept: 0, squaredError: 0 };
  let best = new Float64Array(curve.last + 2).fill(Infinity);
  best[0] = 0;
  for (let segment = 0; segment < segments; segment++) {
    const next = best.slice();
    for (let before = -1; before < curve.last; before++) {
      for (let end = before + 1; end <= curve.last; end++) {
        curve.fit(before, end, line);
        next[end + 1] = Math.min(next[end + 1], best[before + 1] + line.squaredError);
      }
    }
    best = next;
  }
  return best[curve.last + 1];
}

test.each(["same", "opposite"] as const)("at 4 fraction bits the search comes within 5 percent of the best possible: %s", (kind) => {
  const outcomes = [0, 1, 2].map((restart) => annealOnce(annealSettings({ bits: 12, fractionBits: 4, iterations: 100_000 }), restart));
  const found = Math.min(...outcomes.map((outcome) => outcome[kind].squaredError));
  expect(Math.sqrt(found / optimum(kind, 4, 16))).toBeLessThan(1.05);
});

test("the same settings give the same segments, whatever the order of the restarts", async () => {
  const settings = annealSettings({ bits: 10, fractionBits: 3, restarts: 3, iterations: 3000, seed: 9 });
  const outcomes = [2, 0, 1].map((restart) => annealOnce(settings, restart));
  expect(annealResult(settings, outcomes)).toEqual(await anneal(settings));
  expect(annealOnce(settings, 1)).toEqual(structuredClone(outcomes[2]));
  expect(annealOnce({ ...settings, seed: 10 }, 1).same.breakpoints).not.toEqual(outcomes[2].same.breakpoints);
});

test("the segments that ship are the best of the restarts that the default settings make: 10/3", () => {
  const settings = annealSettings({ bits: 10, fractionBits: 3 });
  const { same, opposite } = annealResult(settings, [6, 11].map((restart) => annealOnce(settings, restart)));
  expect({ same: same.integer, opposite: opposite.integer }).toEqual(annealedSegments[3]);
});

test("segments ascend and cover the octaves; the error that the search counts is that of the table", async () => {
  const { same, opposite, tables, settings } = await anneal({ bits: 12, fractionBits: 4, restarts: 1, iterations: 2000 });
  for (const { integer, real, history } of [same, opposite]) {
    expect(integer.breakpoints.at(-1)).toBe(12 * 16);
    expect(integer.breakpoints.every((end, index) => index === 0 || end > integer.breakpoints[index - 1])).toBe(true);
    expect(real.breakpoints.at(-1)).toBe(12);
    expect([history[0].iteration, history.at(-1)!.iteration]).toEqual([0, 2000]);
  }
  expect(tables.deltaSame).toHaveLength(12 * 16 + 1);
  const counted = annealOnce(settings, 0).same.squaredError / (13 * 16 + 1);
  expect(Math.sqrt(counted) / 16).toBeCloseTo(same.error.rmsOctaves, 4);
});

test("reports progress and stops on a signal", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const run = anneal({
    bits: 10,
    fractionBits: 3,
    restarts: 5,
    iterations: 100,
    signal: controller.signal,
    onProgress: ({ done }) => {
      seen.push(done);
      if (done === 2) controller.abort(new Error("enough"));
    },
  });
  await expect(run).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2]);
});

test("settings out of range are refused", () => {
  expect(() => annealSettings({ bits: 10, fractionBits: 9 })).toThrow(/fractionBits/);
  expect(() => annealSettings({ bits: 10, fractionBits: 3, restarts: 0 })).toThrow(/restarts/);
  expect(() => annealSettings({ bits: 10, fractionBits: 1, xUpper: 4 })).toThrow(/segments/);
});
