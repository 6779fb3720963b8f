import { createCodes, nearestEven, roundingModes, withDefaults, type NumberFormat, type Rounding, type RoundingMode } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFloatFormat } from "./format.ts";
import { floatParameters, type FloatParameters } from "./parameters.ts";

/** Formats small enough to look at every code. */
const narrow: readonly (readonly [string, Partial<FloatParameters>])[] = [
  ["E4M3", { exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate" }],
  ["E4M3 with NaN beyond", { exponentBits: 4, fractionBits: 3, special: "finite-nan" }],
  ["E5M2", { exponentBits: 5, fractionBits: 2, overflow: "saturate" }],
  ["E5M2 with infinity beyond", { exponentBits: 5, fractionBits: 2 }],
  ["E3M2", { exponentBits: 3, fractionBits: 2, special: "finite", overflow: "saturate" }],
  ["E2M3", { exponentBits: 2, fractionBits: 3, special: "finite", overflow: "saturate" }],
  ["E2M1", { exponentBits: 2, fractionBits: 1, special: "finite", overflow: "saturate" }],
  ["E1M2", { exponentBits: 1, fractionBits: 2, special: "finite", overflow: "saturate" }],
  ["E1M2 in IEEE style", { exponentBits: 1, fractionBits: 2, overflow: "saturate" }],
  ["E4M3 without subnormals", { exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate", subnormals: "flushed" }],
  ["E6M0", { exponentBits: 6, fractionBits: 0, special: "finite", overflow: "saturate" }],
];

function format(given: Partial<FloatParameters>): NumberFormat {
  return createFloatFormat(withDefaults(floatParameters, given), "test");
}

function decodeAll(target: NumberFormat, max: number): Float64Array {
  const values = new Float64Array(target.codeCount);
  target.decode(Uint8Array.from({ length: target.codeCount }, (_, code) => code), max, values);
  return values;
}

function roundOne(target: NumberFormat, value: number, max: number, rounding: Rounding): number {
  const out = createCodes(target.bits, 1);
  const back = new Float64Array(1);
  target.encode(Float64Array.of(value), max, rounding, out);
  target.decode(out, max, back);
  return back[0];
}

/**
 * What rounding must give, by a search over all representable magnitudes. The even one of two neighbours has the even
 * code; without a fraction field, significands are 0, 1 and, after a carry, 2.
 */
function searched(magnitudes: readonly number[], value: number, { mode, hasFraction }: { mode: RoundingMode; hasFraction: boolean }): number {
  const size = Math.min(Math.abs(value), magnitudes.at(-1)!);
  const above = magnitudes.findIndex((magnitude) => magnitude >= size);
  if (magnitudes[above] === size || mode === "toward-zero") return Math.sign(value) * (magnitudes[above] === size ? size : magnitudes[above - 1]);
  const [low, high] = [magnitudes[above - 1], magnitudes[above]];
  const isUp = size - low === high - size ? mode === "half-away" || (hasFraction ? above % 2 === 0 : above > 1) : size - low > high - size;
  return Math.sign(value) * (isUp ? high : low);
}

describe.each(narrow)("%s", (_, given) => {
  const plain = format(given);
  const finite = [...decodeAll(plain, 1)].slice(0, plain.codeCount / 2).filter(Number.isFinite);

  test.each([[{ scaled: false, max: 1 }], [{ scaled: true, max: 1 }], [{ scaled: true, max: 0.3 }]])("every code that is stored is a fixed point with %j", ({ scaled, max }) => {
    const target = format({ ...given, scaled });
    const values = decodeAll(target, max);
    const codes = createCodes(8, values.length);
    target.encode(values, max, nearestEven, codes);
    const again = new Float64Array(values.length);
    target.decode(codes, max, again);
    const isStored = (value: number): boolean => given.overflow !== "saturate" || Math.abs(value) !== Infinity;
    expect(again.findIndex((value, i) => isStored(values[i]) && !Object.is(value, values[i]))).toBe(-1);
  });

  test("magnitudes ascend with the codes, and the ends are those of the range", () => {
    expect(finite.every((value, i) => i === 0 || value >= finite[i - 1])).toBe(true);
    expect([finite.find((value) => value > 0), finite.at(-1)]).toEqual([plain.range.smallest, plain.range.largest]);
  });

  test.each(["nearest-even", "half-away", "toward-zero"] as const)("%s agrees with a search over all numbers", (mode) => {
    // Flushing is not rounding: what would be subnormal is zero after it.
    const grid = given.subnormals === "flushed" ? [...decodeAll(format({ ...given, subnormals: "kept" }), 1)].slice(0, finite.length) : finite;
    const top = plain.range.largest;
    const ties = grid.slice(1).map((value, i) => (value + grid[i]) / 2);
    const any = fc.double({ min: -top, max: top, noNaN: true });
    const near = fc.tuple(fc.constantFrom(...grid, ...ties), fc.constantFrom(1, 1 - 2 ** -53, 1 + 2 ** -52, -1)).map(([value, factor]) => value * factor);
    fc.assert(
      fc.property(fc.oneof(any, near, any.map((value) => value * plain.range.smallest)), (value) => {
        const wanted = searched(grid, value, { mode, hasFraction: given.fractionBits !== 0 });
        const kept = Math.abs(wanted) < plain.range.smallest ? 0 : wanted;
        expect(roundOne(plain, Math.max(-top, Math.min(top, value)), 1, { mode }) + 0).toBe(kept + 0);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  test("values in single and in double precision have the same codes", () => {
    const values = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i * i) * plain.range.largest * 2 ** -(i % 24));
    values.set([0, -0, NaN, Infinity, -Infinity, 3e38, 1e-45]);
    const [single, double] = [createCodes(8, values.length), createCodes(8, values.length)];
    plain.encode(values, 1, nearestEven, single);
    plain.encode(Float64Array.from(values), 1, nearestEven, double);
    expect([...single]).toEqual([...double]);
  });
});

describe.each(narrow)("many single-precision values of %s", (_, given) => {
  test.each([1, 0.3, 448, 2 ** -100, 1e-38, 3e38])("have the codes of the same doubles at max %f, with and without a scale", (max) => {
    for (const scaled of [true, false]) {
      const target = format({ ...given, scaled });
      const values = new Float32Array(20_000);
      new Uint32Array(values.buffer).forEach((_word, i, words) => (words[i] = Math.imul(i, 2654435761)));
      const top = scaled ? max : target.range.largest;
      for (let i = 0; i < 12_000; i++) values[i] = top * 1.2 * (((i * 7919) % 12_000) / 6000 - 1) * 2 ** -(i % 20);
      const grid = decodeAll(target, max).filter(Number.isFinite);
      grid.forEach((value, i) => values.set([value, (value + grid[(i + 1) % grid.length]) / 2], 12_000 + 2 * i));
      const [single, double] = [createCodes(8, values.length), createCodes(8, values.length)];
      target.encode(values, max, nearestEven, single);
      target.encode(Float64Array.from(values), max, nearestEven, double);
      expect(single.findIndex((code, i) => code !== double[i])).toBe(-1);
    }
  });
});

test("OCP 8-bit floats: what saturates, what does not, and NaN", () => {
  const beyond = Float64Array.of(448, 463.9, 464, 465, 1e9, -1e9, Infinity, -Infinity, NaN);
  const codes = (given: Partial<FloatParameters>): number[] => {
    const out = new Uint8Array(beyond.length);
    format(given).encode(beyond, 1, nearestEven, out);
    return [...out];
  };
  const e4m3 = { exponentBits: 4, fractionBits: 3, special: "finite-nan" } as const;
  expect(codes({ ...e4m3, overflow: "saturate" })).toEqual([126, 126, 126, 126, 126, 254, 126, 254, 127]);
  expect(codes(e4m3)).toEqual([126, 126, 126, 127, 127, 127, 127, 127, 127]);
  const e5m2 = { exponentBits: 5, fractionBits: 2 } as const;
  expect(codes({ ...e5m2, overflow: "saturate" }).slice(4)).toEqual([0x7b, 0xfb, 0x7b, 0xfb, 0x7e]);
  expect(codes(e5m2).slice(4)).toEqual([0x7c, 0xfc, 0x7c, 0xfc, 0x7e]);
  const values = new Float64Array(4);
  format(e4m3).decode(Uint8Array.of(0x7f, 0xff, 0x7e, 0x08), 1, values);
  expect([...values]).toEqual([NaN, NaN, 448, 2 ** -6]);
  format(e5m2).decode(Uint8Array.of(0x7c, 0xfd, 0x7b, 0x04), 1, values);
  expect([...values]).toEqual([Infinity, NaN, 57_344, 2 ** -14]);
});

test("a scaled format rounds to the nearest of its scaled numbers, for any single-precision values", () => {
  const target = format({ exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate", scaled: true });
  const positive = fc.float({ min: Math.fround(1e-3), max: 1000, noNaN: true });
  fc.assert(
    fc.property(positive, fc.float({ min: -1, max: 1, noNaN: true }), (max, part) => {
      const value = Math.fround(part * max);
      const magnitudes = [...decodeAll(target, max)].slice(0, 127);
      const distance = Math.min(...magnitudes.map((magnitude) => Math.abs(Math.abs(value) - magnitude)));
      expect(Math.abs(value - roundOne(target, value, max, nearestEven))).toBe(distance);
    }),
    { seed: 4, numRuns: 500 },
  );
});

test("a scale of zero stores zeros, and one that is no number is refused", () => {
  const target = format({ exponentBits: 4, fractionBits: 3, special: "finite-nan", overflow: "saturate", scaled: true });
  const out = Uint8Array.of(9, 9, 9);
  target.encode(Float64Array.of(1, -1), 0, nearestEven, out);
  expect([...out]).toEqual([0, 0, 9]);
  for (const max of [NaN, -1]) expect(() => target.encode(Float64Array.of(1), max, nearestEven, out)).toThrow(RangeError);
  target.encode(Float64Array.of(1, -Infinity), Infinity, nearestEven, out);
  expect([...out]).toEqual([0, 254, 9]);
});

test("stochastic rounding is unbiased between neighbours and draws one word per element", () => {
  const target = format({ exponentBits: 2, fractionBits: 1, special: "finite", overflow: "saturate" });
  let state = 1;
  const nextUint32 = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const values = new Float64Array(20_000).fill(-2.25);
  const out = new Uint8Array(values.length);
  target.encode(values, 1, { mode: "stochastic", random: { nextUint32 } }, out);
  const back = new Float64Array(values.length);
  target.decode(out, 1, back);
  const mean = back.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean + 2.25)).toBeLessThan((4 * 0.4331) / Math.sqrt(values.length));
  expect(new Set(back)).toEqual(new Set([-2, -3]));
  expect(roundingModes).toContain("stochastic");
});
