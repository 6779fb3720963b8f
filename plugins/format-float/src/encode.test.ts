import { createCodes, nearestEven, roundingModes, withDefaults, type NumberFormat, type ParameterValues, type Rounding } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFloatFormat } from "./format.ts";
import { floatParameters } from "./parameters.ts";

function format(given: Partial<ParameterValues<typeof floatParameters>> = {}): NumberFormat {
  return createFloatFormat(withDefaults(floatParameters, given), "test");
}

function encoded(target: NumberFormat, values: readonly number[] | Float32Array, rounding: Rounding = nearestEven): number[] {
  const reals = values instanceof Float32Array ? values : Float64Array.from(values);
  const out = createCodes(target.bits, reals.length);
  target.encode(reals, 1, rounding, out);
  return [...out];
}

function decoded(target: NumberFormat, codes: readonly number[]): number[] {
  const stored = createCodes(target.bits, codes.length);
  stored.set(codes);
  const out = new Float64Array(codes.length);
  target.decode(stored, 1, out);
  return [...out];
}

function roundTrip(target: NumberFormat, value: number, rounding?: Rounding): number {
  return decoded(target, encoded(target, [value], rounding))[0];
}

function wordsOf(...uniforms: number[]): Rounding {
  return { mode: "stochastic", random: { nextUint32: () => Math.floor((uniforms.shift() ?? 0) * 2 ** 32) } };
}

const fp32 = format();
const bf16 = format({ fractionBits: 7 });
const fp16 = format({ exponentBits: 5, fractionBits: 10 });
const doubles = fc.oneof(fc.double(), fc.float(), fc.double({ min: -1e-37, max: 1e-37 }), fc.double({ min: -70_000, max: 70_000 }));

test("binary32 is Math.fround, bit for bit, for doubles", () => {
  fc.assert(
    fc.property(doubles, (value) => {
      const bits = new Uint32Array(Float32Array.of(value).buffer)[0];
      expect(encoded(fp32, [value])).toEqual([value !== value ? 0x7fc00000 : bits]);
      expect(roundTrip(fp32, value)).toBe(Math.fround(value));
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test("the first and last neighbours of binary32's ranges", () => {
  const edges = [2 ** -149, 2 ** -150, 2 ** -150 * 1.0001, 2 ** -126, 2 ** -126 * (1 - 2 ** -24), 3.4028235677973366e38, 3.4028235677973362e38];
  for (const value of edges.flatMap((edge) => [edge, -edge])) expect(roundTrip(fp32, value)).toBe(Math.fround(value));
});

test.each([[7], [10], [1], [22], [23]])("single-precision values of any size take the short way to %i fraction bits with the same codes", (fractionBits) => {
  const target = format({ fractionBits });
  const values = new Float32Array(20_000);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < bits.length; i++) bits[i] = Math.imul(i, 2654435761);
  bits.set([0, 0x80000000, 0x7f800000, 0xff800000, 0x7f800001, 0xffffffff, 0x7f7fffff, 0x00000001, 0x807fffff, 0x3f808000, 0x3f818000]);
  const direct = encoded(target, values);
  const general = encoded(target, [...values]);
  expect(direct.findIndex((code, i) => code !== general[i])).toBe(-1);
  const short = new Float32Array(values.length);
  const codes = createCodes(target.bits, values.length);
  codes.set(direct);
  target.decode(codes, 1, short);
  expect(decoded(target, direct).findIndex((value, i) => !Object.is(value, short[i]))).toBe(-1);
});

test("half precision: known values, ties to even, subnormals, overflow at the middle of the last step", () => {
  expect(encoded(fp16, [1, -2, 65_504, 65_519, 65_520, -Infinity, 2 ** -24, 2 ** -25, 2 ** -25 * 1.01, -0, NaN])).toEqual([
    0x3c00, 0xc000, 0x7bff, 0x7bff, 0x7c00, 0xfc00, 0x0001, 0x0000, 0x0001, 0x8000, 0x7e00,
  ]);
  expect(encoded(fp16, [2049, 2051, 1 + 2 ** -11, 1 + 3 * 2 ** -11])).toEqual([0x6800, 0x6802, 0x3c00, 0x3c02]);
});

test("bfloat16 rounds to the nearest, ties to even", () => {
  expect(encoded(bf16, [1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -8 + 2 ** -40])).toEqual([0x3f80, 0x3f82, 0x3f81]);
});

test("every code of half precision is a fixed point in every mode", () => {
  const all = Array.from({ length: 65_536 }, (_, code) => code);
  const values = decoded(fp16, all);
  for (const mode of roundingModes) {
    const rounding: Rounding = mode === "stochastic" ? wordsOf() : { mode };
    const again = encoded(fp16, values, rounding);
    expect(again.findIndex((code, i) => code !== i && values[i] === values[i])).toBe(-1);
  }
});

test("values and codes of half precision have the same order", () => {
  const values = decoded(fp16, Array.from({ length: 0x7c01 }, (_, code) => code));
  for (let code = 1; code < values.length; code++) expect(values[code]).toBeGreaterThan(values[code - 1]);
});

describe("other roundings", () => {
  test("half-away goes up on ties, toward-zero never up, stochastic below the fraction", () => {
    const tie = 1 + 2 ** -11;
    expect(roundTrip(fp16, tie, { mode: "half-away" })).toBe(1 + 2 ** -10);
    expect(roundTrip(fp16, -tie, { mode: "half-away" })).toBe(-1 - 2 ** -10);
    expect(roundTrip(fp16, tie * (1 - 2 ** -52), { mode: "half-away" })).toBe(1);
    expect(roundTrip(fp16, 2 - 2 ** -20, { mode: "toward-zero" })).toBe(2 - 2 ** -10);
    expect(roundTrip(fp16, 1 + 2 ** -12, wordsOf(0.24))).toBe(1 + 2 ** -10);
    expect(roundTrip(fp16, 1 + 2 ** -12, wordsOf(0.25))).toBe(1);
    expect(roundTrip(fp16, -1 - 2 ** -12, wordsOf(0.24))).toBe(-1 - 2 ** -10);
  });

  test("every mode returns a neighbour, toward-zero the smaller", () => {
    fc.assert(
      fc.property(fc.double({ min: -60_000, max: 60_000, noNaN: true }), fc.constantFrom(...roundingModes), (value, mode) => {
        const down = roundTrip(fp16, value, { mode: "toward-zero" });
        const found = roundTrip(fp16, value, mode === "stochastic" ? wordsOf(0.5) : { mode });
        expect(Math.abs(down)).toBeLessThanOrEqual(Math.abs(value));
        const step = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value) || 1))) - 10);
        expect(Math.abs(value) - Math.abs(down)).toBeLessThan(step);
        expect([0, step]).toContain(Math.abs(found) - Math.abs(down));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test("stochastic rounding draws one word per element, whatever it is", () => {
    let drawn = 0;
    const nextUint32 = () => drawn++;
    encoded(fp32, Float32Array.of(0, NaN, Infinity, 1), { mode: "stochastic", random: { nextUint32 } });
    expect(drawn).toBe(4);
  });
});

test("overflow goes to infinity when nearest, stays finite toward zero or when the format saturates", () => {
  const saturating = format({ exponentBits: 5, fractionBits: 10, overflow: "saturate" });
  const beyond = [65_520, 1e9, Infinity, -1e300];
  expect(encoded(fp16, beyond)).toEqual([0x7c00, 0x7c00, 0x7c00, 0xfc00]);
  expect(encoded(fp16, beyond, { mode: "toward-zero" })).toEqual([0x7bff, 0x7bff, 0x7c00, 0xfbff]);
  expect(encoded(saturating, beyond)).toEqual([0x7bff, 0x7bff, 0x7bff, 0xfbff]);
  const saturating32 = format({ overflow: "saturate" });
  expect(encoded(saturating32, Float32Array.of(Infinity, -Infinity))).toEqual([0x7f7fffff, 0xff7fffff]);
});

test("without fraction bits there is no NaN: it becomes zero", () => {
  const powers = format({ exponentBits: 4, fractionBits: 0 });
  expect(encoded(powers, [NaN, 1, 1.5, 3, Infinity])).toEqual([0, 7, 8, 9, 15]);
  const wide = format({ fractionBits: 0 });
  expect(encoded(wide, Float32Array.of(NaN, -1, Infinity))).toEqual([0, 0x17f, 0xff]);
  expect(decoded(wide, [0xff, 0x17f])).toEqual([Infinity, -1]);
});
