import { createCodes } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { encodeWords } from "./encode-words.ts";
import type { LnsParameters } from "./parameters.ts";
import { aroundThresholds, bothWays, layoutOf } from "./single-values.fixture.ts";

/** The values again and again, as many as make a grid worthwhile. */
function many(values: Float32Array): Float32Array {
  return Float32Array.from({ length: 2 ** 15 }, (_, i) => values[i % values.length]);
}

describe.each<Partial<LnsParameters>>([{}, { bits: 4, gamma: 4 }, { bits: 5, gamma: 0.25, zero: "none" }, { bits: 8, zero: "separate-flag" }, { bits: 7, gamma: 8, zero: "reserve-min" }, { exponent: "signed" }])(
  "%j",
  (given) => {
    const layout = layoutOf(given);

    test.each([1, 0.7234, 3.3e20, 1e-12, 6e-30])("at max %d every value around a threshold has its exact code", (max) => {
      const singles = many(aroundThresholds(layout, layout.scaled ? max : 1));
      for (const mode of ["nearest-even", "half-away", "toward-zero"] as const) {
        const { fast, exact } = bothWays(layout, singles, max, { mode });
        expect(fast.findIndex((code, i) => code !== exact[i])).toBe(-1);
      }
    });
  },
);

test("a maximum whose thresholds are no normal numbers, or few values, leave everything as it is", () => {
  const layout = layoutOf({});
  const out = createCodes(8, 2 ** 15).fill(77);
  const values = new Float32Array(2 ** 15).fill(1);
  for (const max of [1e-37, 1e-300, 1e300]) expect(encodeWords(layout, { values, max, out }, "nearest-even")).toBe(false);
  expect(encodeWords(layout, { values: values.subarray(0, 1000), max: 1, out }, "nearest-even")).toBe(false);
  expect(out.every((code) => code === 77)).toBe(true);
  expect(encodeWords(layout, { values, max: 1, out }, "nearest-even")).toBe(true);
});
