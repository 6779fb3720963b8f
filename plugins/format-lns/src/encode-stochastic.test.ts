import { createCodes, type RandomSource } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { createLayout } from "./layout.ts";
import { log2Mantissa } from "./log2-mantissa.ts";
import { valueTable } from "./magnitude.ts";

const layout = createLayout({ bits: 8, gamma: 8, exponent: "unsigned", zero: "negative-min" });

function countingRandom(next: () => number): RandomSource & { count: number } {
  return {
    count: 0,
    nextUint32() {
      this.count++;
      return next();
    },
  };
}

function encodeAll(values: Float64Array, random: RandomSource) {
  const out = createCodes(8, values.length);
  encode(layout, { values, max: 1, out }, { mode: "stochastic", random });
  return out;
}

test("goes up exactly for words below the fraction of the logarithm", () => {
  for (let step = -120; step < 0; step++) {
    for (const fraction of [0.1, 0.5, 0.9]) {
      const value = Float64Array.of(Math.pow(2, (step + fraction) / 8));
      const below = encodeAll(value, countingRandom(() => Math.floor((fraction - 1e-9) * 2 ** 32)));
      const above = encodeAll(value, countingRandom(() => Math.ceil((fraction + 1e-9) * 2 ** 32)));
      expect([below[0], above[0]]).toEqual([127 + step + 1, 127 + step]);
    }
  }
});

test("the mean squared error of the exponent is f (1 - f)", () => {
  let state = 1;
  const random = countingRandom(() => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0));
  const count = 20_000;
  for (const fraction of [0.25, 0.0625, 0.6]) {
    const exponent = -20 + fraction;
    const codes = encodeAll(new Float64Array(count).fill(Math.pow(2, exponent / 8)), random);
    const errors = [...codes].map((code) => (code - 127 - exponent) ** 2);
    const mean = errors.reduce((sum, error) => sum + error, 0) / count;
    const wanted = fraction * (1 - fraction);
    expect(Math.abs(mean - wanted)).toBeLessThan(3 * Math.sqrt((wanted * (1 - 2 * fraction) ** 2) / count) + 1e-9);
  }
});

test("a decoded value stays, whatever the words, even through single precision at 2,048 codes per octave", () => {
  const fine = createLayout({ bits: 16, gamma: 2048, exponent: "unsigned", zero: "negative-min" });
  const all = Uint16Array.from({ length: 65_536 }, (_, code) => code);
  const singles = new Float32Array(all.length);
  decode(valueTable(fine), all, 0.7, singles);
  for (const word of [0, 2 ** 32 - 1]) {
    const again = new Uint16Array(all.length);
    encode(fine, { values: singles, max: 0.7, out: again }, { mode: "stochastic", random: { nextUint32: () => word } });
    expect(again.findIndex((code, i) => code !== all[i])).toBe(-1);
  }
});

test("draws one word per element, whatever its value", () => {
  const random = countingRandom(() => 0);
  encodeAll(Float64Array.of(0, NaN, 1, 2, -Infinity, 1e-9, 0.3), random);
  expect(random.count).toBe(7);
});

test("beyond the range it clamps, zero stays zero", () => {
  for (const word of [0, 2 ** 32 - 1]) {
    const codes = encodeAll(Float64Array.of(0, -0, NaN, 1, 2, -Infinity, 1e-9, -1e-9), countingRandom(() => word));
    expect([...codes]).toEqual([128, 128, 128, 127, 127, 255, 0, 129]);
  }
});

test("the logarithm of a mantissa is right to 2^-48", () => {
  for (let i = 0; i < 20_000; i++) {
    const mantissa = 1 + (i * 2654435761 % 2 ** 32) / 2 ** 32;
    expect(Math.abs(log2Mantissa(mantissa) - Math.log2(mantissa))).toBeLessThan(2 ** -48);
  }
});
