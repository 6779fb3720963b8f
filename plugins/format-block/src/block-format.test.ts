import { canonicalIdentifier, createCodes, nearestEven, withDefaults, type NumberFormat, type Rounding, type RoundingMode } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mxPlugin, vsIntPlugin } from "./index.ts";

function mx(name: string): NumberFormat {
  const values = withDefaults(mxPlugin.parameters, mxPlugin.presets?.[name] ?? {});
  return mxPlugin.create(values, canonicalIdentifier("mx", mxPlugin.parameters, values));
}

function vsInt(bits: number): NumberFormat {
  const values = withDefaults(vsIntPlugin.parameters, { bits });
  return vsIntPlugin.create(values, canonicalIdentifier("vs-int", vsIntPlugin.parameters, values));
}

function decodeAll(format: NumberFormat, max: number): Float64Array {
  const values = new Float64Array(format.codeCount);
  format.decode(Uint8Array.from({ length: format.codeCount }, (_, code) => code), max, values);
  return values;
}

function encoded(format: NumberFormat, values: Float64Array | Float32Array, max: number, rounding: Rounding = nearestEven): number[] {
  const out = createCodes(8, values.length);
  format.encode(values, max, rounding, out);
  return [...out];
}

/** What rounding must give, by a search over all representable magnitudes. */
function searched(magnitudes: readonly number[], value: number, mode: RoundingMode): number {
  const size = Math.min(Math.abs(value), magnitudes.at(-1)!);
  const above = magnitudes.findIndex((magnitude) => magnitude >= size);
  if (magnitudes[above] === size) return Math.sign(value) * size;
  const [low, high] = [magnitudes[above - 1], magnitudes[above]];
  if (mode === "toward-zero") return Math.sign(value) * low;
  const isUp = size - low === high - size ? mode === "half-away" || above % 2 === 0 : size - low > high - size;
  return Math.sign(value) * (isUp ? high : low);
}

/** Preset, largest number, smallest number, codes of finite magnitudes: OCP MX v1.0, section 5.3. */
const published = [
  ["mxfp8", 448, 2 ** -9, 127],
  ["mxfp8-e5m2", 57_344, 2 ** -16, 124],
  ["mxfp6-e3m2", 28, 2 ** -4, 32],
  ["mxfp6-e2m3", 7.5, 2 ** -3, 32],
  ["mxfp4", 6, 2 ** -1, 8],
  ["mxint8", 127 / 64, 2 ** -6, 128],
] as const;

const formats = [...published.map(([name, largest]) => [name, mx(name), largest] as const), ...[2, 4, 8].map((bits) => [`vs-int${bits}`, vsInt(bits), 2 ** (bits - 1) - 1] as const)];

describe.each(formats)("%s", (_, format, largest) => {
  const values = decodeAll(format, largest);
  const finite = [...values].slice(0, format.codeCount / 2).filter(Number.isFinite);

  test.each([1, 0.3, 2 ** -40])("every code that is stored is a fixed point at max %f", (relative) => {
    const all = decodeAll(format, relative * largest);
    const again = decodeAll(format, relative * largest);
    format.decode(Uint8Array.from(encoded(format, all, relative * largest)), relative * largest, again);
    expect(again.findIndex((value, i) => Math.abs(all[i]) !== Infinity && !Object.is(value, all[i]))).toBe(-1);
  });

  test.each(["nearest-even", "half-away", "toward-zero"] as const)("%s agrees with a search over all numbers", (mode) => {
    const ties = finite.slice(1).map((value, i) => (value + finite[i]) / 2);
    const any = fc.double({ min: -1.3 * largest, max: 1.3 * largest, noNaN: true });
    const near = fc.tuple(fc.constantFrom(...finite, ...ties), fc.constantFrom(1, 1 - 2 ** -53, 1 + 2 ** -52, -1)).map(([value, factor]) => value * factor);
    fc.assert(
      fc.property(fc.oneof(any, near, any.map((value) => value / largest)), (value) => {
        const [code] = encoded(format, Float64Array.of(value), largest, { mode });
        expect(values[code] + 0).toBe(searched(finite, value, mode) + 0);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test("stochastic rounding takes one of two neighbours by their distance, one word per element", () => {
    const [low, high] = [finite.at(-2)!, finite.at(-1)!];
    const value = low + (high - low) / 4;
    const words = [2 ** 30 - 1, 2 ** 30, 2 ** 30 - 1, 5, 0, 9];
    const random = { nextUint32: () => words.shift()! };
    const codes = encoded(format, Float64Array.of(value, value, -value, NaN, 2 * high), largest, { mode: "stochastic", random });
    expect([...codes].map((code) => values[code])).toEqual([high, low, -high, format.id.includes("int") || format.bits < 8 ? 0 : NaN, high]);
    expect(words).toEqual([9]);
  });

  test("zeros of a vector of zeros; a maximum that is no number is refused; nothing beyond the values is written", () => {
    const out = Uint8Array.of(7, 7, 7);
    format.encode(Float32Array.of(1, -1), 0, nearestEven, out);
    expect([...out]).toEqual([0, 0, 7]);
    for (const max of [NaN, -1]) expect(() => encoded(format, Float64Array.of(1), max)).toThrow(RangeError);
  });

  test("the ends of the range are those of the codes", () => {
    expect(format.range).toEqual({ smallest: finite[1] / largest, largest: 1 });
    expect(finite.at(-1)).toBe(largest);
  });
});

test.each(published)("%s has the numbers of the specification", (name, largest, smallest, count) => {
  const magnitudes = [...decodeAll(mx(name), largest)].slice(0, mx(name).codeCount / 2).filter(Number.isFinite);
  expect([magnitudes.at(-1), magnitudes[1], magnitudes.length]).toEqual([largest, smallest, count]);
  expect(mx(name)).toMatchObject({ granularities: ["vector"], vectorSize: 32, scaleBits: 8, scaled: true });
});

test("special codes of FP8 elements", () => {
  expect([...decodeAll(mx("mxfp8"), 448)].filter(Number.isNaN).length).toBe(2);
  const e5m2 = decodeAll(mx("mxfp8-e5m2"), 57_344);
  expect([e5m2[0x7c], e5m2[0xfc], e5m2[0x7e], e5m2[0x7f]]).toEqual([Infinity, -Infinity, NaN, NaN]);
  expect(encoded(mx("mxfp8-e5m2"), Float32Array.of(Infinity, -Infinity, NaN), 57_344)).toEqual([0x7b, 0xfb, 0x7e]);
  expect(encoded(mx("mxfp4"), Float32Array.of(Infinity, NaN), 6)).toEqual([7, 0]);
});

test("presets have their own names, and bits and scale together say what an element takes", () => {
  expect([...Object.keys(mxPlugin.presets ?? {}), ...Object.keys(vsIntPlugin.presets ?? {})].length).toBe(9);
  const perElement = ({ bits, scaleBits = 32, vectorSize = 1 }: NumberFormat): number => bits + scaleBits / vectorSize;
  expect(["mxfp8", "mxfp6-e2m3", "mxfp4"].map((name) => perElement(mx(name)))).toEqual([8.25, 6.25, 4.25]);
  expect(perElement(vsInt(4))).toBe(4 + 6 / 32);
});
