import { canonicalIdentifier, createCodes, nearestEven, roundingModes, withDefaults, type NumberFormat, type Rounding } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { lnsParameters, type LnsParameters, type ZeroMode } from "./parameters.ts";
import { lnsPlugin } from "./plugin.ts";

function signed(given: Partial<LnsParameters> = {}): NumberFormat {
  const values = withDefaults(lnsParameters, { ...given, exponent: "signed" });
  return lnsPlugin.create(values, canonicalIdentifier("lns", lnsParameters, values));
}

function encoded(format: NumberFormat, values: readonly number[], max = 1): number[] {
  const out = createCodes(format.bits, values.length);
  format.encode(Float64Array.from(values), max, nearestEven, out);
  return [...out];
}

function decoded(format: NumberFormat, codes: readonly number[], max = 1): number[] {
  const stored = createCodes(format.bits, codes.length);
  stored.set(codes);
  const out = new Float64Array(codes.length);
  format.decode(stored, max, out);
  return [...out];
}

test("the exponent field is two's complement around 1", () => {
  const format = signed({ bits: 5, gamma: 1 });
  expect(format.id).toBe("lns:bits=5,gamma=1,exponent=signed");
  expect(decoded(format, [0, 1, 7, 8, 15, 16, 17, 23, 25, 31])).toEqual([1, 2, 128, 2 ** -8, 0.5, -1, -2, -128, -(2 ** -7), -0.5]);
  expect(encoded(format, [1, 2, 200, 1e-9, 0.5, -1, 0, -1e-9])).toEqual([0, 1, 7, 8, 15, 16, 24, 25]);
});

test("it has no scale: the range is fixed, and max changes nothing", () => {
  const format = signed();
  expect(format).toMatchObject({ scaled: false, granularities: ["tensor"] });
  expect([format.range.smallest, Math.log2(format.range.largest)]).toEqual([2 ** -8, 63 / 8]);
  expect(encoded(format, [0.3, -7], 1)).toEqual(encoded(format, [0.3, -7], 123));
  expect(encoded(format, [0.3], 0)).toEqual(encoded(format, [0.3]));
  expect(decoded(format, [5], 1)).toEqual(decoded(format, [5], 77));
});

describe.each<[ZeroMode, number | null, number]>([
  ["negative-min", 24, 8],
  ["reserve-min", 8, 9],
  ["none", null, 8],
  ["separate-flag", 32, 8],
])("zero mode %s", (zero, zeroCode, smallest) => {
  const format = signed({ bits: 5, gamma: 2, zero });

  test("has its zero code, and stores zero as it or as the smallest magnitude", () => {
    expect(format.zeroCode).toBe(zeroCode);
    expect(encoded(format, [0, NaN, 1e-9])).toEqual([zeroCode ?? 8, zeroCode ?? 8, smallest]);
    if (zeroCode !== null) expect(decoded(format, [zeroCode])).toEqual([0]);
  });

  test.each(roundingModes)("every code is a fixed point of decoding and encoding, %s", (mode) => {
    const rounding: Rounding = mode === "stochastic" ? { mode, random: { nextUint32: () => 2 ** 31 } } : { mode };
    const all = Array.from({ length: format.codeCount }, (_, code) => code);
    for (const reals of [Float64Array, Float32Array]) {
      const values = reals.from(decoded(format, all));
      const again = createCodes(format.bits, all.length);
      format.encode(values, 1, rounding, again);
      expect(all.filter((code) => again[code] !== code && values[code] !== 0)).toEqual([]);
    }
  });

  test("updates move the exponent across 1, keep signs and clamp at both ends", () => {
    const codes = Uint8Array.of(15, 31, 0, 7, 9);
    format.log2!.shift(codes, Float64Array.of(1, 1, -0.5, 9, -9), nearestEven);
    expect([...codes]).toEqual([1, 17, 15, 7, smallest]);
    const signs = new Float64Array(codes.length);
    format.log2!.signs(codes, signs);
    expect([...signs]).toEqual([1, -1, 1, 1, 1]);
  });
});

test("a narrower view divides the exponent, half to even, and clamps at the top", () => {
  const wide = signed({ bits: 8, gamma: 8 });
  const narrow = signed({ bits: 5, gamma: 1 });
  const exponents = [0, 8, 4, 12, -4, -12, 63, 59, -64];
  const out = new Uint8Array(exponents.length);
  expect(narrow.narrow!(wide, Uint8Array.from(exponents, (e) => e & 127), out)).toBe(1);
  expect([...out].map((code) => ((code & 15) ^ 8) - 8)).toEqual([0, 1, 0, 2, 0, -2, 7, 7, -8]);
  const zero = new Uint8Array(1);
  narrow.narrow!(wide, Uint8Array.of(wide.zeroCode!), zero);
  expect(zero[0]).toBe(narrow.zeroCode);
});

test("formats with and without a scale have no view of each other", () => {
  const plain = lnsPlugin.create(withDefaults(lnsParameters, { bits: 5, gamma: 1 }), "lns:bits=5,gamma=1");
  expect(plain.narrow!(signed(), Uint8Array.of(1), new Uint8Array(1))).toBeUndefined();
  expect(signed({ bits: 5, gamma: 1 }).narrow!(lnsPlugin.create(withDefaults(lnsParameters), "lns"), Uint8Array.of(1), new Uint8Array(1))).toBeUndefined();
});
