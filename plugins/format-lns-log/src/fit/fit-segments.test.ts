import { describe, expect, test } from "vitest";
import { blindSegments, publishedSegments } from "../segments/published.ts";
import { fitSegment, nearestPowerOfTwo } from "./fit-segment.ts";
import { emptyIntercept, fitSegments, type DeltaKind } from "./fit-segments.ts";

const tables = [5, 6, 7, 8].map((fractionBits) => ({ name: `fitted ${fractionBits}`, fractionBits, real: publishedSegments[fractionBits] }));
const all = [...tables, { name: "blind", fractionBits: 8, real: blindSegments }];

/**
 * The published fits were made on random samples. In one segment (opposite signs, 13/5, from 182 to 309 steps) the slope,
 * 0.00588, is so near to the middle between two powers of two, 0.00586, that they decided.
 */
const undecided = { fractionBits: 5, kind: "opposite", segment: 13 };

function differencesIn(breakpoints: readonly number[], segment: number, fractionBits: number): number {
  const end = (index: number): number => (index < 0 ? -1 : Math.floor(breakpoints[index] * 2 ** fractionBits));
  return end(segment) - end(segment - 1);
}

function compare(kind: DeltaKind, { fractionBits, real }: (typeof all)[number]) {
  const published = real[kind];
  const fitted = fitSegments(kind, published.breakpoints, fractionBits);
  return published.breakpoints
    .map((_, segment) => ({
      segment,
      differences: differencesIn(published.breakpoints, segment, fractionBits),
      shift: fitted.shifts[segment],
      publishedShift: published.shifts[segment],
      distance: Math.abs(fitted.intercepts[segment] - published.intercepts[segment]),
    }))
    .filter(({ segment, differences }) => differences >= 3 && !(undecided.fractionBits === fractionBits && undecided.kind === kind && undecided.segment === segment));
}

describe.each(all)("$name", (table) => {
  test.each(["same", "opposite"] as const)("%s: every shift of a segment that holds three differences", (kind) => {
    const segments = compare(kind, table);
    expect(segments.length).toBeGreaterThanOrEqual(12);
    expect(segments.map(({ shift }) => shift)).toEqual(segments.map(({ publishedShift }) => publishedShift));
  });

  test("intercepts: within 0.0009 octaves for equal signs, 0.06 for opposite ones", () => {
    expect(Math.max(...compare("same", table).map(({ distance }) => distance))).toBeLessThan(9e-4);
    expect(Math.max(...compare("opposite", table).map(({ distance }) => distance))).toBeLessThan(0.06);
  });
});

test("half of all intercepts are within 0.0001 octaves", () => {
  const distances = all.flatMap((table) => [...compare("same", table), ...compare("opposite", table)].map(({ distance }) => distance));
  expect(distances.toSorted((a, b) => a - b)[distances.length >> 1]).toBeLessThan(1e-4);
});

test("the slope is the power of two nearest in linear distance, the intercept the mean rest", () => {
  const xs = Float64Array.of(0, 1, 2, 3);
  expect(fitSegment(xs, Float64Array.of(5, 5 - 1.4, 5 - 2.8, 5 - 4.2))).toEqual({ slope: -1, slopeExponent: 0, intercept: 5 - 2.1 + 1.5 });
  expect([1, 1.49, 1.5, 3, 0.76, 0.74, 0.375].map(nearestPowerOfTwo)).toEqual([0, 0, 1, 2, 0, -1, -1]);
});

test("a segment without two differences is left empty", () => {
  const { shifts, intercepts } = fitSegments("same", [1, 1.01, 2], 4);
  expect([shifts[1], intercepts[1]]).toEqual([0, emptyIntercept]);
});
