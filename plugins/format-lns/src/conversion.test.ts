import { describe, expect, test } from "vitest";
import { fixedConstants, mitchellDenominator, realFactor, splitRemainder, type Conversion } from "./conversion.ts";

function conversion(lut: number, gamma = 8): Conversion {
  return { gamma, lut, mitchell: "gamma" };
}

/** Relative errors of the conversion in percent, by remainder. */
function errors(lut: number): number[] {
  return Array.from({ length: 8 }, (_, r) => (realFactor(conversion(lut), r) / Math.pow(2, r / 8) - 1) * 100);
}

describe.each([
  [1, 6.066, 4.003, 4.465],
  [2, 6.027, 3.576, 4.256],
  [4, 3.163, 1.581, 2.237],
  [8, 0, 0, 0],
])("%i of 8 constants", (lut, max, mean, rms) => {
  test("has the published largest, mean and root-mean-square error", () => {
    const found = errors(lut);
    expect(Math.max(...found)).toBeCloseTo(max, 3);
    expect(found.reduce((sum, error) => sum + error, 0) / 8).toBeCloseTo(mean, 3);
    expect(Math.sqrt(found.reduce((sum, error) => sum + error * error, 0) / 8)).toBeCloseTo(rms, 3);
  });

  test("never underestimates", () => {
    expect(Math.min(...errors(lut))).toBeGreaterThan(-1e-12);
  });
});

test("the constants of 8, 10 and 12 bits", () => {
  expect([...fixedConstants(conversion(8), 8)]).toEqual([256, 279, 304, 332, 362, 395, 431, 470]);
  expect([...fixedConstants(conversion(8), 10)]).toEqual([1024, 1117, 1218, 1328, 1448, 1579, 1722, 1878]);
  expect([...fixedConstants(conversion(8), 12)]).toEqual([4096, 4467, 4871, 5312, 5793, 6317, 6889, 7512]);
  expect([...fixedConstants(conversion(2), 8)]).toEqual([256, 362]);
});

test("constants of 8 bits are within 1.44e-3 of the real ones", () => {
  const worst = [...fixedConstants(conversion(8), 8)].map((constant, r) => Math.abs(constant / 256 / Math.pow(2, r / 8) - 1));
  expect(Math.max(...worst)).toBeLessThan(1.44e-3);
  expect(Math.max(...worst)).toBeGreaterThan(1.3e-3);
});

test("a remainder is its high bits, which select, and its low bits, which are added", () => {
  expect(splitRemainder(conversion(4), 5)).toEqual({ high: 2, low: 1 });
  expect(splitRemainder(conversion(1), 5)).toEqual({ high: 0, low: 5 });
  expect(splitRemainder(conversion(8), 5)).toEqual({ high: 5, low: 0 });
  expect(splitRemainder(conversion(1, 0.5), 0)).toEqual({ high: 0, low: 0 });
});

test("the low bits count eighths, or parts of a table step on request", () => {
  expect(mitchellDenominator(conversion(4))).toBe(8);
  expect(mitchellDenominator({ ...conversion(4), mitchell: "lut-step" })).toBe(2);
  expect(mitchellDenominator({ ...conversion(1), mitchell: "lut-step" })).toBe(8);
  expect(mitchellDenominator(conversion(8))).toBe(1);
});

test("sums on a grid of 256 codes per octave, back on that grid, meet the sums that xlns prints", () => {
  const onGrid = (value: number) => Math.pow(2, Math.round(256 * Math.log2(value)) / 256);
  const sum = (values: readonly number[]) => {
    const exponents = values.map((value) => Math.round(256 * Math.log2(value)));
    const exact = exponents.map((exponent) => 2 ** Math.floor(exponent / 256) * realFactor(conversion(256, 256), exponent % 256));
    return onGrid(exact.reduce((total, term) => total + term, 0));
  };
  expect(sum([1, 2, 3, 4])).toBeCloseTo(9.988807817513946, 11);
  expect(sum([1, 2, 3, 4, 5, 6, 7, 11])).toBeCloseTo(38.99335135447898, 11);
});
