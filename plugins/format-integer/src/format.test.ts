import { canonicalIdentifier, createCodes, nearestEven, withDefaults, type NumberFormat, type Rounding } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import integerPlugin from "./index.ts";

function int(bits: number): NumberFormat {
  const values = withDefaults(integerPlugin.parameters, { bits });
  return integerPlugin.create(values, canonicalIdentifier("int", integerPlugin.parameters, values));
}

function encoded(format: NumberFormat, values: readonly number[], max: number, rounding: Rounding = nearestEven): number[] {
  const out = createCodes(format.bits, values.length);
  format.encode(Float64Array.from(values), max, rounding, out);
  return [...out];
}

function decodeAll(format: NumberFormat, max: number): number[] {
  const values = new Float64Array(format.codeCount);
  const codes = createCodes(format.bits, format.codeCount);
  for (let code = 0; code < codes.length; code++) codes[code] = code;
  format.decode(codes, max, values);
  return [...values];
}

describe.each([2, 3, 4, 6, 8, 12, 16])("%i bits", (bits) => {
  const format = int(bits);
  const top = 2 ** (bits - 1) - 1;

  test.each([1, 0.3, 1e-30])("every code is a fixed point at max %f, but the unused one, which is the lowest", (max) => {
    const values = decodeAll(format, max);
    const codes = encoded(format, values, max);
    const unused = 2 ** (bits - 1);
    expect(codes.filter((code, i) => code !== i)).toEqual([unused + 1]);
    expect(values[unused]).toBe(-max);
    expect(values[top]).toBe(max);
  });

  test("values are two's complement integers over the top", () => {
    const values = decodeAll(format, top);
    expect(values.every((value, code) => value === Math.max(-top, code > top ? code - 2 ** bits : code))).toBe(true);
    expect(format).toMatchObject({ codeCount: 2 ** bits, zeroCode: 0, scaled: true, range: { smallest: 1 / top, largest: 1 } });
  });

  test("each mode rounds as it says, and clamps", () => {
    const tie = fc.integer({ min: -2 * top - 4, max: 2 * top + 4 }).map((half) => half / 2);
    const any = fc.oneof(tie, fc.double({ min: -top - 2, max: top + 2, noNaN: true }));
    fc.assert(
      fc.property(any, (steps) => {
        const sign = steps < 0 ? -1 : 1;
        const size = Math.min(top, Math.abs(steps));
        const [whole, fraction] = [Math.floor(size), size % 1];
        const wanted = {
          "nearest-even": whole + (fraction > 0.5 || (fraction === 0.5 && whole % 2 === 1) ? 1 : 0),
          "half-away": whole + (fraction >= 0.5 ? 1 : 0),
          "toward-zero": whole,
        };
        for (const mode of ["nearest-even", "half-away", "toward-zero"] as const) {
          const [code] = encoded(format, [steps], top, { mode });
          expect(decodeAll(format, top)[code] + 0).toBe(sign * wanted[mode] + 0);
        }
      }),
      { seed: 5, numRuns: bits > 8 ? 15 : 150 },
    );
  });
});

test("NaN is zero, infinities are the ends, nothing beyond the values is written", () => {
  const out = Uint8Array.of(1, 1, 1, 1, 1);
  for (const mode of ["nearest-even", "half-away"] as const) {
    out.fill(1);
    int(8).encode(Float32Array.of(NaN, Infinity, -Infinity, -0), 3, { mode }, out);
    expect([...out]).toEqual([0, 127, 129, 0, 1]);
  }
});

test("a scale of zero stores zeros, and one that is no number is refused", () => {
  expect(encoded(int(8), [1, -1], 0)).toEqual([0, 0]);
  for (const max of [NaN, -1]) expect(() => encoded(int(8), [1], max)).toThrow(RangeError);
});

test("single-precision values are rounded to the nearest of the scaled integers", () => {
  const format = int(8);
  fc.assert(
    fc.property(fc.float({ min: Math.fround(1e-3), max: 1000, noNaN: true }), fc.float({ min: -1, max: 1, noNaN: true }), (max, part) => {
      const value = Math.fround(part * max);
      const distance = Math.min(...decodeAll(format, max).map((each) => Math.abs(value - each)));
      expect(Math.abs(value - decodeAll(format, max)[encoded(format, [value], max)[0]])).toBe(distance);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("stochastic rounding goes up with the probability of the fraction, and draws one word per element", () => {
  const words = [0, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1, 7, 7];
  const random = { nextUint32: () => words.shift()! };
  expect(encoded(int(8), [1.25, 1.25, -1.25, -1.25, NaN], 127, { mode: "stochastic", random })).toEqual([2, 2, 255, 255, 0]);
  expect(words).toEqual([7]);
});

test("presets state their widths", () => {
  for (const [name, given] of Object.entries(integerPlugin.presets ?? {})) {
    expect(name).toBe(`int${withDefaults(integerPlugin.parameters, given).bits}`);
  }
  expect(Object.isFrozen(integerPlugin)).toBe(true);
});
