import { createCodes, type Rounding } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, valueTable } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout, logarithmOf, type LogLayout } from "./layout.ts";

const shapes = [
  { bits: 16, fractionBits: 8 },
  { bits: 13, fractionBits: 5 },
  { bits: 10, fractionBits: 3 },
  { bits: 17, fractionBits: 10 },
  { bits: 8, fractionBits: 2 },
];

function encodeOne(layout: LogLayout, value: number, rounding: Rounding = { mode: "nearest-even" }): number {
  const out = createCodes(layout.bits, 1);
  encode(layout, Float64Array.of(value), rounding, out);
  return out[0];
}

/** Whether |value| >= 2^(numerator / 2^rootBits), in unbounded integers. */
function reaches(value: number, numerator: number, rootBits: number): boolean {
  let scaled = Math.abs(value);
  let scale = 0;
  for (; scaled < 2 ** 52; scale++) scaled *= 2;
  const twos = numerator + scale * 2 ** rootBits;
  return twos < 0 || BigInt(scaled) ** BigInt(2 ** rootBits) >= 1n << BigInt(twos);
}

describe.each(shapes)("bits=$bits, fractionBits=$fractionBits", (shape) => {
  const layout = createLayout(shape);
  const { fractionBits, largest, signBit, zeroBit } = layout;

  test("nearest is exact in unbounded integers", () => {
    const magnitude = fc.double({ min: 2 ** -20, max: 2 ** 20, noNaN: true });
    const property = fc.property(magnitude, fc.boolean(), (value, isNegative) => {
      const code = encodeOne(layout, isNegative ? -value : value);
      const k = logarithmOf(layout, code);
      expect((code & signBit) !== 0).toBe(isNegative);
      if (k < largest) expect(reaches(value, 2 * k + 1, fractionBits + 1)).toBe(false);
      if (k > -largest) expect(reaches(value, 2 * k - 1, fractionBits + 1)).toBe(true);
    });
    fc.assert(property, { seed: 3, numRuns: 60 });
  });

  test("next to every midpoint of an octave", () => {
    for (let step = 0; step < 2 ** fractionBits; step += Math.ceil(2 ** fractionBits / 40)) {
      const near = 2 ** ((2 * step + 1) / 2 ** (fractionBits + 1));
      for (const value of [near * (1 - 2 ** -52), near, near * (1 + 2 ** -52)]) {
        const rises = reaches(value, 2 * step + 1, fractionBits + 1);
        expect(logarithmOf(layout, encodeOne(layout, value))).toBe(rises ? step + 1 : step);
      }
    }
  });

  test("every canonical code comes back, in both precisions and all roundings", () => {
    const codes = Uint32Array.from(canonicalCodes(layout));
    const table = valueTable(layout);
    const random = createRandom(1);
    for (const values of [new Float64Array(codes.length), new Float32Array(codes.length)]) {
      decode(table, codes, values);
      if (values instanceof Float32Array && !values.every((value, i) => Number.isFinite(value) && (value !== 0 || codes[i] === layout.zeroCode))) continue;
      for (const rounding of [{ mode: "nearest-even" }, { mode: "toward-zero" }, { mode: "stochastic", random }] as const) {
        const out = new Uint32Array(codes.length);
        encode(layout, values, rounding, out);
        expect(out.every((code, i) => code === codes[i])).toBe(true);
      }
    }
  });

  test("clamps at both ends, keeps zero for zero", () => {
    const positive = (k: number): number => k & layout.logMask;
    expect(encodeOne(layout, Infinity)).toBe(positive(largest));
    expect(encodeOne(layout, -1e300)).toBe(signBit | positive(largest));
    expect(encodeOne(layout, 5e-324)).toBe(positive(-largest));
    expect(encodeOne(layout, -1e-300)).toBe(signBit | positive(-largest));
    for (const value of [0, -0, NaN]) expect(encodeOne(layout, value)).toBe(layout.zeroCode);
    expect(layout.zeroCode).toBe(zeroBit | positive(-largest));
  });
});

const layout = createLayout({ bits: 13, fractionBits: 5 });

test("toward zero takes the smaller magnitude", () => {
  for (const [value, k] of [[1.02, 0], [0.99, -1], [1.99, 31], [2.01, 32]] as const) {
    expect(logarithmOf(layout, encodeOne(layout, value, { mode: "toward-zero" }))).toBe(k);
  }
});

test("stochastic rounding goes up for words below the fraction of the logarithm", () => {
  for (const fraction of [0.1, 0.5, 0.9]) {
    for (const k of [-100, 3, 77]) {
      const value = 2 ** ((k + fraction) / 32);
      const withWord = (word: number) => encodeOne(layout, value, { mode: "stochastic", random: { nextUint32: () => word } });
      expect(logarithmOf(layout, withWord(Math.floor((fraction - 1e-9) * 2 ** 32)))).toBe(k + 1);
      expect(logarithmOf(layout, withWord(Math.ceil((fraction + 1e-9) * 2 ** 32)))).toBe(k);
    }
  }
});

test("stochastic rounding draws one word per element, whatever its value", () => {
  let drawn = 0;
  const random = { nextUint32: () => (drawn++, 7) };
  encode(layout, Float64Array.of(0, NaN, 1, -3), { mode: "stochastic", random }, new Uint16Array(4));
  expect(drawn).toBe(4);
});

/** Every canonical code: zero, and both signs of every logarithm from -largest to largest. */
function canonicalCodes(layout: LogLayout): number[] {
  const codes = [layout.zeroCode];
  for (let k = -layout.largest; k <= layout.largest; k++) codes.push(k & layout.logMask, layout.signBit | (k & layout.logMask));
  return codes;
}
