import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode } from "./encode.ts";
import { createLayout } from "./layout.ts";
import { valueTable } from "./magnitude.ts";
import { requantize } from "./requantize.ts";

const layout = createLayout({ bits: 8, gamma: 8, exponent: "unsigned", zero: "negative-min" });

/** The published midpoints between remainders of gamma 8; a fraction beyond the last one carries. */
const midpoints = [1.044274, 1.138789, 1.241858, 1.354256, 1.47682, 1.61049, 1.756252, 1.915207];

function requantized(accumulators: readonly number[], offset = 0): number[] {
  const out = new Uint8Array(accumulators.length);
  requantize(layout, { accumulators: Float64Array.from(accumulators), offset, out });
  return [...out];
}

/** The hardware's way, one word at a time: leading one, midpoints, carry, clamp. */
function byLeadingOne(accumulator: number, offset: number): number {
  if (accumulator === 0) return 128;
  const magnitude = Math.abs(accumulator);
  let quotient = magnitude.toString(2).length - 1;
  let remainder = midpoints.filter((midpoint) => magnitude / 2 ** quotient >= midpoint).length;
  if (remainder === 8) [quotient, remainder] = [quotient + 1, 0];
  const lowest = accumulator < 0 ? 1 : 0;
  const exponent = Math.min(127, Math.max(lowest, 8 * quotient + remainder + offset));
  return (accumulator < 0 ? 128 : 0) | exponent;
}

test("equals the leading one and midpoints of every 16-bit accumulator", () => {
  const accumulators = Array.from({ length: 65_536 }, (_, i) => i - 32_768);
  const found = requantized(accumulators, -3);
  expect(found.findIndex((code, i) => code !== byLeadingOne(accumulators[i], -3))).toBe(-1);
});

test("a fraction beyond the last midpoint carries into the quotient", () => {
  expect(requantized([31, 61, 62, 245, 246])).toEqual([40, 47, 48, 63, 64]);
});

describe("24-bit accumulators", () => {
  const accumulator = fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 });

  test("get the code that encoding their exact value gives", () => {
    fc.assert(
      fc.property(accumulator, fc.integer({ min: 0, max: 30 }), (value, octaves) => {
        const encoded = new Uint8Array(1);
        encode(layout, { values: Float64Array.of(value), max: 2 ** octaves, out: encoded }, { mode: "nearest-even" });
        expect(requantized([value], 127 - 8 * octaves)).toEqual([...encoded]);
      }),
      { seed: 9, numRuns: 1000 },
    );
  });

  test("that are values of codes come back to the same code", () => {
    const table = valueTable(layout);
    for (let code = 0; code < 256; code++) {
      const value = Math.round(table[code] * 2 ** 40);
      expect(requantized([value], 127 - 320)).toEqual([code]);
    }
  });
});

test("clamps at both ends without making a zero", () => {
  expect(requantized([1, -1, 2 ** 40, -(2 ** 40), 0], -50)).toEqual([0, 129, 127, 255, 128]);
});
