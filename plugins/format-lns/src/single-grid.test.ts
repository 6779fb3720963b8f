import { nearestEven } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { encode } from "./encode.ts";
import type { LnsParameters } from "./parameters.ts";
import { aroundThresholds, bothWays, layoutOf } from "./single-values.fixture.ts";

describe.each<Partial<LnsParameters>>([
  {},
  { bits: 3, gamma: 2 ** -8 },
  { bits: 3, gamma: 4096 },
  { bits: 5, gamma: 0.25, zero: "none" },
  { bits: 8, gamma: 0.5 },
  { bits: 8, gamma: 1, zero: "separate-flag" },
  { bits: 9, gamma: 2, zero: "reserve-min" },
  { bits: 12, gamma: 16 },
  { bits: 16, gamma: 64 },
  { bits: 16, gamma: 2048 },
  { bits: 16, gamma: 4096, zero: "separate-flag" },
  { exponent: "signed" },
  { bits: 8, gamma: 0.5, exponent: "signed", zero: "reserve-min" },
  { bits: 12, gamma: 128, exponent: "signed", zero: "none" },
])("%j", (given) => {
  const layout = layoutOf(given);

  test.each([1, 0.7234, 3.3e20, 1e-12, 6e-38, 2 ** 75, 1e37, 1e-300])("at max %d every value around a threshold has its exact code", (max) => {
    const singles = aroundThresholds(layout, layout.scaled ? max : 1);
    for (const mode of ["nearest-even", "half-away", "toward-zero"] as const) {
      const { fast, exact } = bothWays(layout, singles, max, { mode });
      expect(fast.findIndex((code, i) => code !== exact[i])).toBe(-1);
    }
  });
});

test("more values than a chunk holds, at any length, and nothing beyond them", () => {
  const layout = layoutOf({});
  for (const length of [0, 1, 1023, 1024, 1025, 4000]) {
    const singles = Float32Array.from({ length }, (_, i) => ((i * 7919) % 997) / 997 - 0.4);
    const { fast, exact } = bothWays(layout, singles, 0.6, nearestEven);
    expect(fast).toEqual(exact);
    const longer = new Uint8Array(length + 1).fill(77);
    encode(layout, { values: singles, max: 0.6, out: longer }, nearestEven);
    expect(longer[length]).toBe(77);
  }
});
