import { canonicalIdentifier, LnsimError, withDefaults, type FixedAccumulateDatapath, type FormatPlugin, type NumberFormat, type ParameterDeclarations } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mxPlugin, vsIntPlugin } from "./index.ts";

function make(plugin: unknown, given: { readonly [name: string]: unknown } = {}): NumberFormat {
  const { parameters, create, name } = plugin as FormatPlugin;
  const values = withDefaults(parameters, given as never);
  return create(values, canonicalIdentifier(name, parameters, values));
}

function datapath(left: NumberFormat, given: { readonly [name: string]: string | number } = {}, right?: NumberFormat): FixedAccumulateDatapath {
  const family = left.datapath!;
  return family.create(withDefaults<ParameterDeclarations>(family.parameters, given), right) as FixedAccumulateDatapath;
}

/** The value of a pair's term when both operands have the datapath's own max. */
function termValue(path: FixedAccumulateDatapath, left: number, right: number): number {
  const product = path.leftFactor[left] * path.head[right];
  const kept = path.cutBits === 0 ? product : Math.trunc(product / 2 ** path.cutBits) * 2 ** path.cutBits;
  return kept * 2 ** -path.fractionBits * path.productUnit;
}

function valuesOf(format: NumberFormat, max: number): Float64Array {
  const values = new Float64Array(format.codeCount);
  format.decode(Uint8Array.from({ length: format.codeCount }, (_, code) => code), max, values);
  return values;
}

const elements = ["fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp4-e2m1", "int8"].map((element) => make(mxPlugin, { element }));
const integers = [2, 4, 8].map((bits) => make(vsIntPlugin, { bits }));
const pairs = [...elements.flatMap((left) => elements.map((right) => [left.id, right.id, left, right] as const)), ...integers.flatMap((left) => integers.map((right) => [left.id, right.id, left, right] as const))];

describe.each(pairs)("%s times %s", (_left, _right, left, right) => {
  const accumulations = left.id.startsWith("vs-int") ? ["binary32", "fixed", "wide"] : ["binary32", "wide"];

  test.each(accumulations)("every term of a %s accumulator is the product of the values, less the bits below the cut", (accumulation) => {
    const path = datapath(left, { accumulation }, right);
    const [a, b] = [valuesOf(left, path.leftMax!), valuesOf(right, path.rightMax!)];
    const kept = 2 ** (path.cutBits - path.fractionBits) * path.productUnit;
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < b.length; j++) {
        if (!Number.isFinite(a[i]) || !Number.isFinite(b[j])) continue;
        const product = a[i] * b[j];
        const wanted = path.cutBits === 0 ? product : Math.trunc(product / kept) * kept;
        if (termValue(path, i, j) + 0 !== wanted + 0) expect([i, j, termValue(path, i, j)]).toEqual([i, j, wanted]);
      }
    }
  });

  test("sums of vectors are exact in float64, and the product unit is a power of two", () => {
    for (const accumulation of accumulations) {
      const path = datapath(left, { accumulation }, right);
      const largest = Math.max(...path.leftFactor) * Math.max(...path.head);
      if (accumulation !== "wide") expect((largest / 2 ** path.cutBits) * path.vectorSize).toBeLessThan(2 ** 52);
      expect(Number.isInteger(Math.log2(path.productUnit))).toBe(true);
      expect(path).toMatchObject({ vectorSize: 32, classes: 1, tail: null });
      const isInteger = [left, right].every(({ id }) => id.includes("int"));
      expect(path.costRecord).toBe(accumulation === "wide" ? null : isInteger ? "int8-scaled" : "fp8-scaled");
    }
  });
});

test("a vector of MXFP8 under its scales is the exact sum of the products of its values", () => {
  const format = make(mxPlugin);
  const path = datapath(format);
  const code = fc.integer({ min: 0, max: 255 }).filter((each) => (each & 127) !== 127);
  const vector = fc.array(fc.tuple(code, code), { minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(vector, fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), (codes, p, q) => {
      const [a, b] = [valuesOf(format, 448 * 2 ** p), valuesOf(format, 448 * 2 ** q)];
      const exact = codes.reduce((sum, [i, j]) => sum + a[i] * b[j], 0);
      const scale = ((448 * 2 ** p) / path.leftMax!) * ((448 * 2 ** q) / path.rightMax!);
      const sum = codes.reduce((total, [i, j]) => total + path.leftFactor[i] * path.head[j], 0);
      expect(sum * scale * path.productUnit * 2 ** -path.fractionBits).toBe(exact);
    }),
    { seed: 9, numRuns: 100 },
  );
});

test("an integer accumulator's window lies below the largest product under the largest scales", () => {
  const path = datapath(make(vsIntPlugin), { accumulation: "fixed" });
  expect(path).toMatchObject({ fractionBits: 3, accumulator: { bits: 24, lsb: -2, rounding: "half-up", overflow: "saturate" } });
  expect((127 * 127) / 2 ** -2).toBeLessThan(2 ** 16);
  expect(make(mxPlugin).datapath!.parameters["accumulation"]).toMatchObject({ choices: ["binary32", "wide"] });
});

test("values that are left out have their defaults", () => {
  expect(make(mxPlugin).datapath!.create({}, make(mxPlugin, { element: "fp4-e2m1" }))).toMatchObject({ accumulator: "binary32", rightMax: 6 });
});

test("other families, other block sizes, are refused", () => {
  const others = [make(mxPlugin, { vectorSize: 16 }), make(vsIntPlugin), { ...make(mxPlugin), id: "lns" }];
  for (const other of others) expect(() => datapath(make(mxPlugin), {}, other)).toThrow(LnsimError);
});
