import { canonicalIdentifier, withDefaults, type FixedAccumulateDatapath, type MacDatapath, type NumberFormat, type ParameterDeclarations } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import floatPlugin from "./index.ts";
import type { FloatParameters } from "./parameters.ts";

function make(name: string, given: Partial<FloatParameters> = {}): NumberFormat {
  const values = withDefaults(floatPlugin.parameters, { ...floatPlugin.presets?.[name], ...given });
  return floatPlugin.create(values, canonicalIdentifier("float", floatPlugin.parameters, values));
}

function datapath(left: NumberFormat, given: { readonly [name: string]: string | number } = {}, right?: NumberFormat): MacDatapath {
  const family = left.datapath!;
  return family.create(withDefaults<ParameterDeclarations>(family.parameters, given), right);
}

function fixed(left: NumberFormat, given: { readonly [name: string]: string | number } = {}, right?: NumberFormat): FixedAccumulateDatapath {
  return datapath(left, { accumulation: "fixed", ...given }, right) as FixedAccumulateDatapath;
}

/** The real value of a pair's term at max = 1, as the contract words it. */
function termValue(path: FixedAccumulateDatapath, left: number, right: number): number {
  const cut = 2 ** path.cutBits;
  const product = path.leftFactor[left] * path.head[right];
  return (path.cutBits === 0 ? product : Math.trunc(product / cut) * cut) * 2 ** -path.fractionBits * path.productUnit;
}

function valuesOf(format: NumberFormat): Float64Array {
  const values = new Float64Array(format.codeCount);
  format.decode(Uint16Array.from({ length: format.codeCount }, (_, code) => code), 1, values);
  return values;
}

const names = ["fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp6-e2m3", "fp4-e2m1"];
const pairs = names.flatMap((left) => names.map((right) => [left, right] as const));

describe.each(pairs)("%s times %s", (leftName, rightName) => {
  const left = make(leftName, { scaled: false });
  const right = make(rightName, { scaled: false });

  test("every term is the product of the values, less the bits below the cut", () => {
    for (const accumulation of ["fixed", "wide"]) {
      const path = fixed(left, { accumulation }, right);
      const [a, b] = [valuesOf(left), valuesOf(right)];
      const kept = 2 ** (path.cutBits - path.fractionBits) * path.productUnit;
      const exact = path.cutBits === 0;
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < b.length; j++) {
          if (!Number.isFinite(a[i]) || !Number.isFinite(b[j])) continue;
          const product = a[i] * b[j];
          const wanted = exact ? product : Math.trunc(product / kept) * kept;
          if (termValue(path, i, j) + 0 !== wanted + 0) expect([i, j, termValue(path, i, j)]).toEqual([i, j, wanted]);
        }
      }
    }
  });

  test("sums stay within what float64 is exact with, and within the shifts of the contract", () => {
    for (const windowBits of [1, 8, 16, 18, 40]) {
      const path = fixed(left, { windowBits }, right);
      const { cutBits, fractionBits } = path;
      const accumulator = path.accumulator as { readonly lsb: number };
      const shift = accumulator.lsb + fractionBits - cutBits;
      expect(shift >= (cutBits === 0 ? 1 : 0) && shift <= 40).toBe(true);
      const largest = Math.max(...path.leftFactor) * Math.max(...path.head);
      expect((largest / 2 ** cutBits) * path.vectorSize).toBeLessThan(2 ** 52 - 2 ** shift);
    }
  });
});

test("16-bit formats: terms lose what lies below the cut, and nothing else", () => {
  for (const [leftName, rightName] of [["bf16", "bf16"], ["fp16", "bf16"], ["fp16", "fp16"]] as const) {
    const [left, right] = [make(leftName), make(rightName)];
    const path = fixed(left, {}, right);
    const [a, b] = [valuesOf(left), valuesOf(right)];
    const kept = 2 ** path.cutBits * path.productUnit;
    for (let i = 1; i < 20_000; i++) {
      const [x, y] = [Math.imul(i, 40_503) & 0xffff, Math.imul(i, 31_153) & 0xffff];
      if (!Number.isFinite(a[x]) || !Number.isFinite(b[y])) continue;
      const wanted = Math.trunc((a[x] * b[y]) / kept) * kept;
      if (termValue(path, x, y) + 0 !== wanted + 0) expect([x, y, termValue(path, x, y)]).toEqual([x, y, wanted]);
    }
  }
});

test("E4M3 in the studied window is the studied arithmetic, code by code", () => {
  const format = make("fp8-e4m3", { scaled: false, subnormals: "flushed" });
  const path = fixed(format, { windowBits: 18, guardBits: 0 });
  expect(path).toMatchObject({ windowBits: 18, costRecord: "fp8fix24", accumulator: { bits: 24, rounding: "half-up", overflow: "saturate" } });
  const lsb = 2 ** ((path.accumulator as { lsb: number }).lsb);
  for (let a = 0; a < 127; a++) {
    for (let b = 0; b < 127; b++) {
      const [ea, eb] = [a >> 3, b >> 3];
      const significand = ea === 0 || eb === 0 ? 0 : (8 | (a & 7)) * (8 | (b & 7));
      const wanted = Math.floor((significand * 2 ** (18 - 8)) / 2 ** (30 - ea - eb));
      const found = (Math.trunc((path.leftFactor[a] * path.head[b]) / 2 ** path.cutBits) * 2 ** path.cutBits) / 2 ** path.fractionBits / lsb;
      if (found !== wanted) expect([a, b, found]).toEqual([a, b, wanted]);
    }
  }
});

test("the default window lies 16 bits below the largest product; smaller products are exact as a whole", () => {
  expect(fixed(make("fp8-e4m3"))).toMatchObject({ cutBits: 0, fractionBits: 0, accumulator: { lsb: 20 }, windowBits: 36 });
  expect(fixed(make("fp4-e2m1"))).toMatchObject({ cutBits: 0, fractionBits: 1, accumulator: { lsb: 0 }, windowBits: 8 });
  expect(fixed(make("bf16"))).toMatchObject({ cutBits: 1, fractionBits: 0, accumulator: { lsb: 31 }, windowBits: 46 });
  expect(fixed(make("fp16"))).toMatchObject({ cutBits: 1, accumulator: { lsb: 31 }, windowBits: 46 });
});

test("what the product unit stands for with a scale, and without", () => {
  const scaled = make("fp8-e4m3");
  expect(fixed(scaled).productUnit * fixed(scaled).leftFactor[126] * fixed(scaled).head[126]).toBeCloseTo(1, 14);
  expect(fixed(make("fp8-e4m3", { scaled: false })).productUnit).toBe(2 ** -18);
  const mixed = fixed(scaled, {}, make("fp8-e5m2", { scaled: false }));
  expect(mixed.productUnit * mixed.leftFactor[126] * mixed.head[0x7b] * 2 ** -mixed.fractionBits).toBeCloseTo(57_344, 9);
});

test("an integer accumulator counts infinities as the largest number and NaN as nothing", () => {
  const path = fixed(make("fp8-e5m2", { overflow: "infinity-or-nan" }));
  expect(path.leftFactor[0x7c]).toBe(path.leftFactor[0x7b]);
  expect([path.leftFactor[0x7e], path.head[0xfd]]).toEqual([0, 0]);
});

describe("float accumulators", () => {
  test("trees for narrow formats, ascending order for wide ones, rounded as asked", () => {
    expect(datapath(make("fp32"))).toMatchObject({ kind: "float", accumulate: "binary32", order: "ascending", operand: "binary32", vectorSize: 32 });
    expect(datapath(make("bf16"), { accumulation: "binary16", vectorSize: 16 })).toMatchObject({ accumulate: "binary16", order: "vector-tree", vectorSize: 16 });
    expect(make("tf32").datapath?.parameters["accumulation"]).toMatchObject({ choices: ["binary32", "binary16", "bfloat16"] });
  });

  test("operands with a scale are decoded where they are exact, and where products leave headroom", () => {
    const e4m3 = make("fp8-e4m3");
    expect(datapath(e4m3)).toMatchObject({ leftMax: 448, rightMax: 448 });
    expect(datapath(e4m3, { accumulation: "binary16" })).toMatchObject({ leftMax: 14, rightMax: 14 });
    expect(datapath(e4m3, { accumulation: "binary16", headroomBits: 0 })).toMatchObject({ leftMax: 224, rightMax: 224 });
    const mixed = datapath(e4m3, { accumulation: "binary16" }, make("bf16"));
    expect(mixed).not.toHaveProperty("rightMax");
    expect(datapath(make("bf16"))).not.toHaveProperty("leftMax");
    const all = new Float32Array(256);
    e4m3.decode(Uint8Array.from({ length: 256 }, (_, code) => code), 14, all);
    expect(all.every((value) => !Number.isFinite(value) || (value * 2 ** 14) % 1 === 0)).toBe(true);
  });
});

test("cost records are named for the studied designs, alike on both sides, and for no others", () => {
  const record = (name: string, given = {}, right?: NumberFormat): string | null => datapath(make(name), given, right).costRecord;
  expect(["fp8-e4m3", "bf16", "fp16", "fp32"].map((name) => record(name))).toEqual(["fp8a32", "bf16a32", "fp16a32", "fp32a32"]);
  expect(record("fp16", { order: "ascending" })).toBe("fp16a32");
  expect(record("fp8-e4m3", { accumulation: "binary16" })).toBe("fp8a16");
  expect(record("fp8-e4m3", { accumulation: "fixed" })).toBe("fp8fix24");
  for (const given of [{ accumulation: "bfloat16" }, { accumulation: "wide" }, { accumulation: "fixed", accumulatorBits: 32 }]) {
    expect(record("fp8-e4m3", given)).toBeNull();
  }
  expect(record("fp8-e5m2")).toBeNull();
  expect(record("fp8-e4m3", {}, make("fp8-e5m2"))).toBeNull();
});

test("values that are left out have their defaults", () => {
  const { create } = make("fp8-e4m3").datapath!;
  expect(create({}, make("fp8-e5m2"))).toMatchObject({ kind: "float", leftMax: 448, rightMax: 57_344, vectorSize: 32 });
  expect(create({ accumulation: "fixed" })).toMatchObject({ accumulator: { bits: 24, lsb: 20 } });
});

test("what cannot be multiplied is refused by name", () => {
  const failure = (path: string): Error => expect.objectContaining({ name: "LnsimError", code: "invalid-combination", path }) as Error;
  const other = { ...make("bf16"), id: "lns" };
  expect(() => datapath(make("bf16"), {}, other)).toThrow(failure("datapath"));
  expect(() => fixed(make("bf16"), {}, make("fp32"))).toThrow(failure("datapath.accumulation"));
  expect(() => fixed(make("fp8-e5m2"), { guardBits: 40 })).toThrow(failure("datapath.guardBits"));
});
