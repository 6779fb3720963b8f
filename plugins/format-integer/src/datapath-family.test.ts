import { withDefaults, type FixedAccumulateDatapath, type NumberFormat, type ParameterDeclarations } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import integerPlugin from "./index.ts";

function int(bits: number): NumberFormat {
  return integerPlugin.create({ bits }, bits === 8 ? "int" : `int:bits=${bits}`);
}

function datapath(left: number, given: { readonly [name: string]: string | number } = {}, right?: NumberFormat): FixedAccumulateDatapath {
  const family = int(left).datapath!;
  return family.create(withDefaults<ParameterDeclarations>(family.parameters, given), right) as FixedAccumulateDatapath;
}

function valuesOf(bits: number, max: number): Float64Array {
  const values = new Float64Array(2 ** bits);
  int(bits).decode(Uint16Array.from({ length: 2 ** bits }, (_, code) => code), max, values);
  return values;
}

describe.each([
  [2, 2], [4, 4], [6, 6], [8, 8], [4, 8], [8, 4], [12, 2],
])("int%i times int%i", (left, right) => {
  test.each(["fixed", "binary32", "wide"])("every term of a %s accumulator is the product of the integers", (accumulation) => {
    const path = datapath(left, { accumulation }, int(right));
    const [a, b] = [valuesOf(left, 2 ** (left - 1) - 1), valuesOf(right, 2 ** (right - 1) - 1)];
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < b.length; j++) {
        const term = path.leftFactor[i] * path.head[j] * 2 ** -path.fractionBits;
        if (term !== a[i] * b[j]) expect([i, j, term]).toEqual([i, j, a[i] * b[j]]);
      }
    }
    expect([path.leftCodeCount, path.rightCodeCount, path.head.length]).toEqual([2 ** left, 2 ** right, 2 ** right]);
  });

  test("a product unit is worth the product of both operands' smallest steps", () => {
    const [leftTop, rightTop] = [2 ** (left - 1) - 1, 2 ** (right - 1) - 1];
    expect(datapath(left, {}, int(right)).productUnit).toBe(1 / (leftTop * rightTop));
    expect(datapath(left, { accumulation: "binary32" }, int(right))).toMatchObject({ productUnit: 1, leftMax: leftTop, rightMax: rightTop });
  });
});

test("by default products up to 12 bits add exactly, wider ones leave room for 512 of the largest", () => {
  const rule = (bits: number) => datapath(bits).accumulator as { readonly bits: number; readonly lsb: number };
  expect([2, 4, 6, 8, 12, 16].map((bits) => rule(bits).lsb)).toEqual([0, 0, 0, 0, 0, 8]);
  for (const bits of [2, 4, 8, 12, 16]) {
    expect((512 * (2 ** (bits - 1) - 1) ** 2) / 2 ** rule(bits).lsb).toBeLessThan(2 ** (rule(bits).bits - 1));
    expect(rule(bits).lsb + datapath(bits).fractionBits).toBeGreaterThanOrEqual(1);
  }
});

test("values that are left out are the defaults of the pair", () => {
  const rule = int(8).datapath!.create({ vectorSize: 16 }, int(16)) as FixedAccumulateDatapath;
  expect(rule).toMatchObject({ vectorSize: 16, accumulator: { bits: 32, lsb: 0, rounding: "half-up", overflow: "saturate" } });
  expect(int(12).datapath!.create({}, int(16))).toMatchObject({ accumulator: { bits: 32, lsb: 4 } });
});

test("cost records are those of the studied widths", () => {
  expect([4, 8, 12, 16].map((bits) => datapath(bits).costRecord)).toEqual([null, "int8", "int12", "int16"]);
  for (const given of [{ accumulation: "wide" }, { accumulatorBits: 32 }, { lsb: 2 }]) expect(datapath(8, given).costRecord).toBeNull();
  for (const given of [{ accumulation: "wide" }, { accumulatorBits: 24 }]) expect(datapath(16, given).costRecord).toBeNull();
  expect(datapath(8, {}, int(4)).costRecord).toBeNull();
});

test("a format of another family is refused", () => {
  const failure = expect.objectContaining({ name: "LnsimError", code: "invalid-combination" }) as Error;
  expect(() => datapath(8, {}, { ...int(8), id: "lns" })).toThrow(failure);
});

test("parameters have a sentence, and defaults within their limits", () => {
  for (let bits = 2; bits <= 16; bits++) {
    for (const parameter of Object.values(int(bits).datapath!.parameters)) {
      expect(parameter.description).toMatch(/\.$/);
      if (parameter.type === "integer") expect(parameter.default >= parameter.minimum && parameter.default <= parameter.maximum).toBe(true);
    }
  }
});
