import fc from "fast-check";
import { expect, test } from "vitest";
import { ontoScaleGrid } from "./scale-grid.ts";

test("a scale is rounded up by less than one grid step, and grid points stay", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), fc.constantFrom(1, 2, 8, 2048), (scale, perOctave) => {
      const up = ontoScaleGrid(scale, { perOctave });
      expect(up).toBeGreaterThanOrEqual(scale);
      expect(up / scale).toBeLessThan(2 ** (1 / perOctave) * (1 + 1e-12));
      expect(ontoScaleGrid(up, { perOctave })).toBe(up);
    }),
    { seed: 5, numRuns: 400 },
  );
});

test("powers of two are exact, and zero and infinities stay", () => {
  expect([0.75, 1, 1.0000001, 5].map((scale) => ontoScaleGrid(scale, { perOctave: 1 }))).toEqual([1, 1, 2, 8]);
  expect([0, Infinity].map((scale) => ontoScaleGrid(scale, { perOctave: 1 }))).toEqual([0, Infinity]);
  expect(ontoScaleGrid(0.3, "float")).toBe(0.3);
});
