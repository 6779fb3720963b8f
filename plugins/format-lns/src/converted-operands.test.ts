import { canonicalIdentifier, LnsimError, withDefaults, type FixedAccumulateDatapath, type FixedAccumulator, type NumberFormat } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLayout, exponentOf, isZero, signOf, type LnsLayout } from "./layout.ts";
import { lnsParameters, type LnsParameters } from "./parameters.ts";
import { lnsPlugin } from "./plugin.ts";

type Given = { readonly [name: string]: number | string };
type Layout = Partial<LnsParameters>;

function formatOf(given: Layout): NumberFormat {
  const values = withDefaults(lnsParameters, given);
  return lnsPlugin.create(values, canonicalIdentifier("lns", lnsParameters, values));
}

function layoutOf(given: Layout): LnsLayout {
  return createLayout(withDefaults(lnsParameters, given));
}

function datapath(left: Layout, right: Layout = left, given: Given = {}): FixedAccumulateDatapath {
  return formatOf(left).datapath!.create(given, formatOf(right)) as FixedAccumulateDatapath;
}

function valuesOf(given: Layout): Float64Array {
  const format = formatOf(given);
  const values = new Float64Array(format.codeCount);
  format.decode(Uint16Array.from(values, (_, code) => code), 1, values);
  return values;
}

/** A code as a whole number of 2^-bits times its smallest magnitude: shifted after its constant was rounded. */
function converted(layout: LnsLayout, code: number, bits: number): bigint {
  if (isZero(layout, code)) return 0n;
  const e = exponentOf(layout, code);
  const quotient = Math.floor(e / layout.gamma);
  const remainder = e - quotient * layout.gamma;
  const constant = BigInt(Math.round(2 ** (remainder / layout.gamma) * 2 ** bits));
  return BigInt(signOf(layout, code)) * (constant << BigInt(quotient));
}

/** The declared term, in units of 2^-fractionBits product units. */
function declaredTerm(path: FixedAccumulateDatapath, a: number, b: number): bigint {
  const cut = Math.trunc((path.leftFactor[a] * path.head[b]) / 2 ** path.cutBits);
  return BigInt(cut) << BigInt(path.cutBits);
}

const lns16: Layout = { bits: 16, gamma: 2048 };
const pairs: readonly (readonly [Layout, Layout])[] = [
  [lns16, lns16],
  [{ bits: 14, gamma: 512 }, { bits: 14, gamma: 512 }],
  [lns16, {}],
  [{ bits: 9, gamma: 512, zero: "reserve-min" }, { bits: 16, gamma: 4096, zero: "none" }],
  [{ bits: 16, gamma: 64 }, { bits: 16, gamma: 64 }],
  [{ bits: 16, gamma: 2048, exponent: "signed" }, { bits: 8, gamma: 8, exponent: "signed" }],
];

describe.each(pairs)("%j by %j", (left, right) => {
  const [l, r] = [layoutOf(left), layoutOf(right)];
  const code = (layout: LnsLayout) => fc.integer({ min: 0, max: layout.codeCount - 1 });

  test.each<Given>([{}, { guardBits: 5, fractionBits: 16 }, { lsb: 20, rounding: "floor" }, { fractionBits: 4, vectorSize: 1 }])("a term is the cut product of two converted numbers, %j", (given) => {
    const path = datapath(left, right, given);
    const bits = "fractionBits" in given ? Number(given["fractionBits"]) : Math.max(8, 1 + Math.log2(Math.max(l.gamma, r.gamma)));
    // What lies below the origin of an operand of many octaves counts from there.
    const below = [l, r].reduce((sum, { top, gamma }) => sum + Math.max(0, Math.floor(top / gamma) - 112), 0);
    const scale = path.fractionBits - 2 * bits - below;
    fc.assert(
      fc.property(code(l), code(r), (a, b) => {
        const product = converted(l, a, bits) * converted(r, b, bits);
        const magnitude = product < 0n ? -product : product;
        const shifted = scale >= 0 ? magnitude << BigInt(scale) : magnitude >> BigInt(-scale);
        const kept = (shifted >> BigInt(path.cutBits)) << BigInt(path.cutBits);
        expect(declaredTerm(path, a, b)).toBe(product < 0n ? -kept : kept);
      }),
      { seed: 3 },
    );
    expect([path.classes, path.tail, path.costRecord]).toEqual([1, null, null]);
  });

  test("the declared conversion error is the worst there is, and the yardstick's is below 2^-24", () => {
    const [x, y] = [valuesOf(left), valuesOf(right)];
    for (const accumulation of ["fixed", "wide"]) {
      const path = datapath(left, right, { accumulation });
      // Errors of both sides apart: a product's is at most their sum and product, and reached by some pair.
      const worst = (table: Float64Array, values: Float64Array): number => {
        const ratios = values.map((value, i) => (value === 0 ? NaN : table[i] / value)).filter((ratio) => !Number.isNaN(ratio));
        // Tables and values differ by a power of two beside the errors.
        const unit = 2 ** Math.round(Math.log2(ratios[0]));
        return ratios.reduce((most, ratio) => Math.max(most, Math.abs(ratio / unit - 1)), 0);
      };
      const relative = [worst(path.leftFactor, x.map((v) => v / tableUnit(l))), worst(path.head, y.map((v) => v / tableUnit(r)))];
      expect(path.conversionError).toBeGreaterThan(0);
      expect(Math.abs((1 + relative[0]) * (1 + relative[1]) - 1 - path.conversionError!)).toBeLessThan(1e-12);
      if (accumulation === "wide") expect(path.conversionError).toBeLessThan(2 ** -24);
    }
  });

  test("sums of vectors are exact, and the window is that of every pair", () => {
    const path = datapath(left, right);
    const largest = (table: Float64Array): number => table.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const { lsb } = path.accumulator as FixedAccumulator;
    const shift = lsb + path.fractionBits - path.cutBits;
    expect(largest(path.leftFactor) * largest(path.head) * 2 ** -path.cutBits * path.vectorSize).toBeLessThan(2 ** 52 - 2 ** shift);
    expect(shift >= 1 && shift <= 40).toBe(true);
    const octaves = lsb + Math.log2(path.productUnit);
    expect(octaves >= -16 && octaves <= -15).toBe(true);
    expect(Math.log2(largest(path.leftFactor) * largest(path.head)) - path.cutBits).toBeLessThanOrEqual(path.windowBits);
  });
});

/** 2^(fraction of an octave) that is between values at max = 1 and constants times powers of two. */
function tableUnit({ unit, gamma }: LnsLayout): number {
  return 2 ** (Math.ceil(unit / gamma) - unit / gamma);
}

test("neighbouring codes stay apart by default, at every gamma", () => {
  for (const gamma of [256, 512, 1024, 2048, 4096]) {
    const { leftFactor } = datapath({ bits: 14, gamma, zero: "none" }, undefined, { organisation: "converted-operands" });
    const positive = leftFactor.subarray(0, 2 ** 13);
    expect(positive.every((value, code) => code === 0 || value > positive[code - 1])).toBe(true);
  }
});

test("fewer constants are interpolated by hybrid Mitchell, in each operand up to its gamma", () => {
  const path = datapath(lns16, {}, { lut: 64 });
  expect(path.description).toContain("64 of 2048 and 8 of 8 constants of 12 bits");
  expect(path.conversionError).toBeGreaterThan(0.001);
  expect(path.conversionError).toBeLessThan(0.07);
  const [base, low] = [15 * 2048, 5];
  expect(path.leftFactor[base + low] / path.leftFactor[base]).toBeCloseTo(1 + low / 2048, 3);
});

test("every format can be asked to convert its operands, none to have tables beyond reason", () => {
  const lns8 = datapath({}, {}, { organisation: "converted-operands" });
  expect([lns8.classes, lns8.costRecord, lns8.head.length]).toEqual([1, null, 256]);
  expect(lns8.conversionError).toBeLessThan(0.003);
  const refusal = expect.objectContaining({ code: "invalid-combination", path: "datapath.organisation" }) as LnsimError;
  expect(() => datapath(lns16, lns16, { organisation: "remainder-bins" })).toThrow(refusal);
  expect(() => datapath({ bits: 16, gamma: 128 }, undefined, { organisation: "per-lane-lut" })).toThrow(refusal);
  expect(datapath({ bits: 13, gamma: 256 }, undefined, { organisation: "remainder-bins" }).classes).toBe(256);
});
