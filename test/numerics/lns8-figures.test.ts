/** What is known exactly about LNS8 with gamma 8, through the public face of format and datapath. */
import { nearestEven } from "@lnsim/contracts";
import { layoutOf, requantize } from "@lnsim/format-lns";
import { referenceFixedGemm } from "@lnsim/numerics";
import { describe, expect, test } from "vitest";
import { fixedDatapath, lns, pairDatapath } from "./formats.ts";

const format = lns();
const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

function rounded(values: Float64Array): Float64Array {
  const out = new Uint8Array(values.length);
  format.encode(values, 1, nearestEven, out);
  const decoded = new Float64Array(values.length);
  format.decode(out, 1, decoded);
  return decoded;
}

describe("the format", () => {
  test("covers 127/8 octaves", () => {
    expect(Math.log2(format.range.largest / format.range.smallest)).toBe(127 / 8);
  });

  test("errs by at most 4.427 % up and 4.240 % down, by 2.50 % in the mean square of log-uniform values", () => {
    const count = 40_000;
    const values = Float64Array.from({ length: count }, (_, i) => 2 ** (-(15 * (i + 0.5)) / count));
    const decoded = rounded(values);
    const errors = Array.from(values, (value, i) => 100 * (decoded[i] / value - 1));
    expect(Math.abs(Math.max(...errors) - 100 * (2 ** (1 / 16) - 1))).toBeLessThan(0.005);
    expect(Math.abs(Math.min(...errors) - 100 * (2 ** (-1 / 16) - 1))).toBeLessThan(0.005);
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / count);
    expect(Math.abs(rms - 2.5)).toBeLessThan(0.02);
  });
});

describe("the conversion", () => {
  /** Factors of the 8 remainders, relative to 2^(r/8), from the table of the declared datapath. */
  const relativeFactors = (lut: number): number[] => {
    const path = fixedDatapath(format, { accumulation: "wide", lut });
    return Array.from({ length: 8 }, (_, r) => path.head[path.leftClass[0] * 256 + 8 + r] / 2 / Math.pow(2, r / 8));
  };

  test.each([
    [1, 6.066, 4.003],
    [2, 6.027, 3.576],
    [4, 3.163, 1.581],
    [8, 0, 0],
  ])("with %d constants errs by at most %d %% and by %d %% on average, always up", (lut, most, mean) => {
    const errors = relativeFactors(lut).map((factor) => 100 * (factor - 1));
    expect(Math.abs(Math.max(...errors) - most)).toBeLessThan(5e-4);
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / 8 - mean)).toBeLessThan(5e-4);
    expect(Math.min(...errors)).toBeGreaterThan(-1e-12);
  });

  test("with constants of 8 bits is within 1.44e-3 of the exact one", () => {
    const path = fixedDatapath(format, { guardBits: 0 });
    const constants = Array.from({ length: 8 }, (_, r) => path.tail![path.leftClass[0] * 256 + 8 + r]);
    expect(constants).toEqual([256, 279, 304, 332, 362, 395, 431, 470]);
    const errors = constants.map((constant, r) => Math.abs(constant / 256 / Math.pow(2, r / 8) - 1));
    expect(Math.max(...errors)).toBeLessThan(1.44e-3);
  });
});

/**
 * On a grid of 256 codes per octave that contains 1, as xlns has it with f = 8: the dot product with ones, in wide
 * accumulation, and its nearest value on the grid.
 */
function sumOnGrid(values: readonly number[]): number {
  const fine = lns({ bits: 11, gamma: 256, zero: "none" });
  const max = 1 / fine.range.smallest;
  const a = new Uint16Array(values.length);
  fine.encode(Float64Array.from(values), max, nearestEven, a);
  const path = fixedDatapath(fine, { accumulation: "wide" });
  const out = new Float64Array(1);
  referenceFixedGemm(path, { m: 1, n: 1, k: values.length, a, b: new Uint16Array(values.length) }, out);
  const sum = new Uint16Array(1);
  fine.encode(Float64Array.of(out[0] * path.productUnit * max * max), 4 * max, nearestEven, sum);
  const back = new Float64Array(1);
  fine.decode(sum, 4 * max, back);
  return back[0];
}

test("dot products in wide accumulation meet the sums that xlns prints for its bin summation", () => {
  expect(Math.abs(sumOnGrid([1, 2, 3, 4]) / 9.988807817513946 - 1)).toBeLessThan(1e-13);
  expect(Math.abs(sumOnGrid([1, 2, 3, 4, 5, 6, 7, 11]) / 38.99335135447898 - 1)).toBeLessThan(1e-13);
});

describe("the requantizer", () => {
  const layout = layoutOf(format)!;
  const requantized = (accumulators: readonly number[], offset: number): number[] => {
    const out = new Uint8Array(accumulators.length);
    requantize(layout, { accumulators: Float64Array.from(accumulators), offset, out });
    return [...out];
  };

  test("keeps what it made: a code's value, as an integer, gives the code again", () => {
    const values = new Float64Array(256);
    format.decode(codes, 1, values);
    expect(requantized(Array.from(values, (value) => Math.round(value * 2 ** 36)), 127 - 8 * 36)).toEqual([...codes]);
  });

  test("changes at the published midpoints", () => {
    const midpoints = [1.044274, 1.138789, 1.241858, 1.354256, 1.476826, 1.61049, 1.756252, 1.915207];
    midpoints.forEach((midpoint, r) => {
      const [below, above] = [-1e-6, 1e-6].map((offset) => Math.round((midpoint + offset) * 2 ** 30));
      expect(requantized([below, above], -8 * 30)).toEqual([r, r + 1]);
    });
  });

  test("a fraction beyond the last midpoint carries into the quotient", () => {
    expect(requantized([2 ** 24 - 1, -(2 ** 24 - 1)], -100)).toEqual([92, 128 + 92]);
  });
});

test("operands on grids of 8 and 16 codes per octave multiply to the product of their values", () => {
  const fine = lns({ gamma: 16 });
  const path = pairDatapath(format, fine, { accumulation: "wide" });
  const out = new Float64Array(65_536);
  referenceFixedGemm(path, { m: 256, n: 256, k: 1, a: codes, b: codes }, out);
  const [left, right] = [new Float64Array(256), new Float64Array(256)];
  format.decode(codes, 0.3, left);
  fine.decode(codes, 7, right);
  const worst = out.reduce((most, product, i) => {
    const exact = left[i >> 8] * right[i & 255];
    return Math.max(most, exact === 0 ? Math.abs(product) : Math.abs((product * path.productUnit * 0.3 * 7) / exact - 1));
  }, 0);
  expect(worst).toBeLessThan(1e-14);
});
