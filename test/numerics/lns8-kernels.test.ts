/** The shipped LNS8 datapaths: the fast kernel and the counting variant equal the slow reference to the bit. */
import { countingFixedGemm, createEngine, referenceFixedGemm } from "@lnsim/numerics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixedDatapath, lns } from "./formats.ts";

const format = lns();
const engine = createEngine();
const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

const conversions = ["remainder-bins", "per-lane-lut"].flatMap((organisation) =>
  [1, 2, 4, 8].flatMap((lut) => [-1, 0, 4].map((guardBits) => ({ organisation, lut, guardBits }))),
);

describe.each(conversions)("$organisation, LUT $lut, guard bits $guardBits", (conversion) => {
  test("over all 65,536 pairs of codes", () => {
    const datapath = fixedDatapath(format, { ...conversion, lsb: 12 });
    const operands = { m: 256, n: 256, k: 1, a: codes, b: codes };
    const expected = new Int32Array(65_536);
    referenceFixedGemm(datapath, operands, expected);
    const fast = new Int32Array(65_536);
    engine.fixedGemm(datapath).run(operands, fast);
    expect(fast).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(100);
  });

  test("over random products, windows and roundings", () => {
    const shape = fc.record({ m: fc.integer({ min: 1, max: 5 }), n: fc.integer({ min: 1, max: 40 }), k: fc.integer({ min: 1, max: 100 }) });
    const rule = fc.record({
      lsb: fc.integer({ min: 8, max: 22 }),
      rounding: fc.constantFrom("half-up", "floor"),
      overflow: fc.constantFrom("saturate", "wrap"),
      accumulatorBits: fc.constantFrom(16, 24, 32),
    });
    fc.assert(
      fc.property(shape, rule, fc.uint8Array({ minLength: 64, maxLength: 64 }), (size, values, seeds) => {
        const datapath = fixedDatapath(format, { ...conversion, ...values });
        const a = Uint8Array.from({ length: size.m * size.k }, (_, i) => seeds[i % 61] + 37 * i);
        const b = Uint8Array.from({ length: size.k * size.n }, (_, i) => seeds[i % 59] ^ (91 * i));
        const operands = { ...size, a, b };
        const expected = new Int32Array(size.m * size.n);
        const counts = referenceFixedGemm(datapath, operands, expected);
        const fast = new Int32Array(expected.length);
        engine.fixedGemm(datapath).run(operands, fast);
        expect(fast).toEqual(expected);
        const counted = new Int32Array(expected.length);
        expect(countingFixedGemm(datapath, operands, counted)).toEqual(counts);
        expect(counted).toEqual(expected);
      }),
      { seed: 1, numRuns: 25 },
    );
  });
});

test("with full guard bits, remainder bins and per-lane constants agree to the bit", () => {
  const operands = { m: 16, n: 16, k: 256, a: new Uint8Array(16 * 256).map((_, i) => 73 * i), b: new Uint8Array(16 * 256).map((_, i) => 29 * i + (i >> 8)) };
  for (const lut of [1, 2, 4, 8]) {
    const [bins, lanes] = ["remainder-bins", "per-lane-lut"].map((organisation) => {
      const out = new Int32Array(256);
      engine.fixedGemm(fixedDatapath(format, { organisation, lut })).run(operands, out);
      return out;
    });
    expect(bins).toEqual(lanes);
  }
});
