import { createCodes, nearestEven, roundingModes, type Rounding } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { valueTable } from "./magnitude.ts";
import type { ZeroMode } from "./parameters.ts";

const zeroModes: readonly ZeroMode[] = ["negative-min", "reserve-min", "none", "separate-flag"];

function layoutOf(bits = 8, gamma = 8, zero: ZeroMode = "negative-min"): LnsLayout {
  return createLayout({ bits, gamma, exponent: "unsigned", zero });
}

function codesOf(layout: LnsLayout, values: Float64Array | Float32Array, max = 1, rounding: Rounding = nearestEven) {
  const out = createCodes(layout.storedBits, values.length);
  encode(layout, { values, max, out }, rounding);
  return out;
}

function roundingOf(mode: (typeof roundingModes)[number]): Rounding {
  let state = 7;
  const nextUint32 = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return mode === "stochastic" ? { mode, random: { nextUint32 } } : { mode };
}

describe.each(zeroModes)("zero mode %s", (zero) => {
  const layout = layoutOf(4, 1, zero);

  test("zero, NaN, underflow, the maximum and what lies beyond it", () => {
    const found = codesOf(layout, Float64Array.of(0, -0, NaN, 1e-9, -1e-9, 1, -1, 3, -Infinity));
    const [zeroCode, positive, negative] = {
      "negative-min": [8, 0, 9],
      "reserve-min": [0, 1, 9],
      none: [0, 0, 8],
      "separate-flag": [16, 0, 8],
    }[zero];
    expect([...found]).toEqual([zeroCode, zeroCode, zeroCode, positive, negative, 7, 15, 7, 15]);
  });

  test("a maximum of 0 makes zeros, an infinite one keeps signs and infinities, another is a bug", () => {
    const values = Float64Array.of(1, -5, Infinity, 0);
    const zeroCode = layout.zeroCode ?? 0;
    expect([...codesOf(layout, values, 0)]).toEqual([zeroCode, zeroCode, zeroCode, zeroCode]);
    const [smallest, , , negative] = codesOf(layout, Float64Array.of(1e-9, 1, 1, -1e-9));
    expect([...codesOf(layout, values, Infinity)]).toEqual([smallest, negative, 7, zeroCode]);
    expect(() => codesOf(layout, values, -1)).toThrow(RangeError);
    expect(() => codesOf(layout, values, NaN)).toThrow(RangeError);
  });

  test.each(roundingModes)("every code is a fixed point of decoding and encoding, %s", (mode) => {
    for (const [bits, gamma] of [[8, 8], [6, 2], [4, 0.5], [12, 128]] as const) {
      const fine = layoutOf(bits, gamma, zero);
      const all = Uint32Array.from({ length: fine.codeCount }, (_, code) => code);
      for (const max of [1, 0.3, 1234.5, 3e-20]) {
        for (const reals of [new Float64Array(all.length), new Float32Array(all.length)]) {
          decode(valueTable(fine), all, max, reals);
          const again = codesOf(fine, reals, max, roundingOf(mode));
          const twice = new (reals.constructor as Float64ArrayConstructor)(all.length);
          decode(valueTable(fine), again, max, twice);
          expect(reals.findIndex((value, i) => value !== twice[i])).toBe(-1);
          expect(all.findIndex((code) => code !== again[code] && reals[code] !== 0)).toBe(-1);
        }
      }
    }
  });
});

test("encoding keeps order and sign", () => {
  const layout = layoutOf();
  const table = valueTable(layout);
  const doubles = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(doubles, doubles, fc.constantFrom("nearest-even", "half-away", "toward-zero"), (a, b, mode) => {
      const [low, high] = [...codesOf(layout, Float64Array.of(Math.min(a, b), Math.max(a, b)), 1, { mode })].map((code) => table[code]);
      expect(low).toBeLessThanOrEqual(high);
    }),
    { seed: 4, numRuns: 500 },
  );
});

test("toward-zero never enlarges a magnitude within the range, nearest errs by at most half a step", () => {
  const layout = layoutOf();
  const table = valueTable(layout);
  fc.assert(
    fc.property(fc.double({ min: 2 ** -15, max: 1, noNaN: true }), (value) => {
      const down = table[codesOf(layout, Float64Array.of(value), 1, { mode: "toward-zero" })[0]];
      expect(down).toBeLessThanOrEqual(value * (1 + 2 ** -21));
      expect(down).toBeGreaterThan(value * 2 ** (-1 / 8));
      const near = table[codesOf(layout, Float64Array.of(value))[0]];
      expect(near / value).toBeLessThan(1.04428);
      expect(near / value).toBeGreaterThan(0.95759);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test("8 bits with gamma 8: range, largest error up and down, error of log-uniform values", () => {
  const layout = layoutOf();
  const table = valueTable(layout);
  expect(Math.log2(table[127] / table[0])).toBeCloseTo(127 / 8, 12);
  const count = 40_000;
  const values = Float64Array.from({ length: count }, (_, i) => 2 ** (-(15 * (i + 0.5)) / count));
  const codes = codesOf(layout, values);
  const errors = [...values].map((value, i) => table[codes[i]] / value - 1);
  expect(Math.max(...errors) * 100).toBeCloseTo(4.427, 2);
  expect(Math.min(...errors) * 100).toBeCloseTo(-4.24, 2);
  const rms = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / count) * 100;
  expect(Math.abs(rms - 2.5)).toBeLessThan(0.02);
});
