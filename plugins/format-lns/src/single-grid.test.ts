import { createCodes, nearestEven, withDefaults, type Rounding } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { encode } from "./encode.ts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { gridPower } from "./magnitude.ts";
import { lnsParameters, type LnsParameters } from "./parameters.ts";

function layoutOf(given: Partial<LnsParameters>): LnsLayout {
  return createLayout(withDefaults(lnsParameters, given));
}

/** Codes of single-precision values, the fast way, and of the same values in double precision, which is exact. */
function bothWays(layout: LnsLayout, singles: Float32Array, max: number, rounding: Rounding) {
  const fast = createCodes(layout.storedBits, singles.length);
  const exact = createCodes(layout.storedBits, singles.length);
  encode(layout, { values: singles, max, out: fast }, rounding);
  encode(layout, { values: Float64Array.from(singles), max, out: exact }, rounding);
  return { fast, exact };
}

/** Neighbours of every midpoint and grid point of the format at this max, and odd values. */
function aroundThresholds({ gamma, top, unit }: LnsLayout, max: number): Float32Array {
  const stride = Math.max(1, Math.floor(top / 2000));
  const halfSteps = Array.from({ length: 2 * Math.floor(top / stride) + 4 }, (_, i) => (i - 2) * stride + (i % 2));
  const values = new Float32Array(7 * halfSteps.length + 20);
  const bits = new Int32Array(values.buffer);
  halfSteps.forEach((half, i) => {
    const near = Math.fround(max * gridPower(half - 2 * unit, 2 * gamma));
    for (let ulp = -3; ulp <= 3; ulp++) {
      const at = 7 * i + ulp + 3;
      values[at] = near;
      if (near > 2 ** -120 && near < 2 ** 120) bits[at] += ulp;
      if (at % 3 === 0) values[at] = -values[at];
    }
  });
  values.set([0, -0, NaN, Infinity, -Infinity, 1e-45, -1e-45, 3.4e38, -3.4e38, 2 ** -126, -(2 ** -126), max, -max], 7 * halfSteps.length);
  bits[values.length - 1] = -1;
  bits[values.length - 2] = 0x7f800001;
  return values;
}

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
