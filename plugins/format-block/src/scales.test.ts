import { withDefaults } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mxPlugin, vsIntPlugin } from "./index.ts";
import type { MxElementName } from "./mx-elements.ts";

describe("shared exponents of MX", () => {
  const scaleOf = (element: MxElementName, largestNumber: number, largest: number): number => {
    const format = mxPlugin.create(withDefaults(mxPlugin.parameters, { element }), "mx");
    return format.topOf!(largest, 1e30) / largestNumber;
  };

  test.each([
    ["fp8-e4m3", 448, 8], ["fp8-e5m2", 57_344, 15], ["fp6-e3m2", 28, 4], ["fp6-e2m3", 7.5, 2], ["fp4-e2m1", 6, 2], ["int8", 127 / 64, 0],
  ] as const)("%s: the exponent of the largest, less that of the largest number", (element, top, largestExponent) => {
    for (let exponent = -100; exponent <= 100; exponent += 25) {
      for (const significand of [1, 1.5, 2 - 2 ** -52]) {
        expect(scaleOf(element, top, significand * 2 ** exponent)).toBe(2 ** (exponent - largestExponent));
      }
    }
  });

  test("are clamped to what E8M0 holds, and only nothing has no scale", () => {
    expect(scaleOf("fp4-e2m1", 6, 1e-300)).toBe(2 ** -127);
    expect(scaleOf("fp4-e2m1", 6, 1e300)).toBe(2 ** 127);
    expect(scaleOf("fp4-e2m1", 6, 5e-324)).toBe(2 ** -127);
    expect(scaleOf("fp4-e2m1", 6, Infinity)).toBe(2 ** 127);
    expect(scaleOf("fp4-e2m1", 6, 0)).toBe(0);
  });
});

describe("integer scales", () => {
  const format = (given: { readonly scaleBits: number; readonly scaleRounding?: "nearest" }) =>
    vsIntPlugin.create(withDefaults(vsIntPlugin.parameters, given), "vs-int");

  test("are whole parts of the tensor's, and nothing is clipped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }), fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (scaleBits, part, whole) => {
        const levels = 2 ** scaleBits - 1;
        const top = format({ scaleBits }).topOf!(part * whole, whole);
        const steps = Math.round((top / whole) * levels);
        expect(top).toBe((steps * whole) / levels);
        expect(steps).toBeGreaterThanOrEqual(1);
        expect(top / (part * whole)).toBeGreaterThan(1 - 2 ** -50);
        expect(((steps - 1) * whole) / levels).toBeLessThan(part * whole);
      }),
      { seed: 8 },
    );
  });

  test("of the largest vector are the tensor's own, of nothing nothing", () => {
    for (const largest of [0.1, 3, 1e-20]) expect(format({ scaleBits: 6 }).topOf!(largest, largest)).toBe(largest);
    expect(format({ scaleBits: 6 }).topOf!(0, 1)).toBe(0);
  });

  test("round to the nearest when asked, but never to nothing", () => {
    const nearest = format({ scaleBits: 4, scaleRounding: "nearest" });
    expect([7.4, 7.6, 0.2].map((steps) => nearest.topOf!(steps, 15))).toEqual([7, 8, 1]);
  });
});
