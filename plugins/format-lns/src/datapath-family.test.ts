import { LnsimError, withDefaults, type FixedAccumulateDatapath } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixedConstants } from "./conversion.ts";
import { createDatapathFamily } from "./datapath-family.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import { createLayout, isZero, signOf, type LnsLayout } from "./layout.ts";
import type { ZeroMode } from "./parameters.ts";

function layoutOf(bits = 8, gamma = 8, zero: ZeroMode = "negative-min"): LnsLayout {
  return createLayout({ bits, gamma, exponent: "unsigned", zero });
}

function datapath(given: Partial<DatapathValues> = {}, layout = layoutOf()): FixedAccumulateDatapath {
  const family = createDatapathFamily(layout);
  if (family === undefined) throw new Error("the format has no datapath");
  return family.create(withDefaults(family.parameters, given)) as FixedAccumulateDatapath;
}

/** The term of two codes in product units, evaluated as the contract words it. */
function term(path: FixedAccumulateDatapath, left: number, right: number): number {
  const index = path.leftClass[left] * path.rightCodeCount + right;
  const cut = 2 ** path.cutBits;
  const head = Math.trunc((path.leftFactor[left] * path.head[index]) / cut) * cut;
  const whole = path.accumulator === "wide" ? path.leftFactor[left] * path.head[index] : head;
  return (whole * (path.tail === null ? 1 : path.tail[index])) / 2 ** path.fractionBits + 0;
}

const code = fc.integer({ min: 0, max: 255 });

describe.each<ZeroMode>(["negative-min", "reserve-min", "none", "separate-flag"])("zero mode %s", (zero) => {
  test("with all constants and an exact accumulator a term is the product of the values, zero with either zero", () => {
    const layout = layoutOf(6, 4, zero);
    const path = datapath({ accumulation: "wide" }, layout);
    for (let left = 0; left < layout.codeCount; left++) {
      for (let right = 0; right < layout.codeCount; right++) {
        const sign = isZero(layout, left) || isZero(layout, right) ? 0 : signOf(layout, left) * signOf(layout, right);
        const exponent = (left & layout.top) + (right & layout.top);
        const wanted = sign * Math.pow(2, exponent / 4);
        expect(Math.abs(term(path, left, right) - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
      }
    }
    expect(path.productUnit * Math.pow(2, (2 * layout.top) / 4)).toBeCloseTo(1, 12);
  });
});

describe.each([1, 2, 4, 8])("%i of 8 constants", (lut) => {
  test("with full guard bits the lane organisations are one arithmetic", () => {
    const bins = datapath({ lut, organisation: "remainder-bins" });
    const lanes = datapath({ lut, organisation: "per-lane-lut" });
    expect(bins.fractionBits).toBe(lanes.fractionBits);
    fc.assert(
      fc.property(code, code, (left, right) => {
        expect(term(bins, left, right)).toBe(term(lanes, left, right));
      }),
      { seed: 10 },
    );
  });

  test("a term is the shifted one with its low bits, times its constant", () => {
    const path = datapath({ lut, fractionBits: 6 });
    const constants = fixedConstants({ gamma: 8, lut, mitchell: "gamma" }, 6);
    fc.assert(
      fc.property(code, code, (left, right) => {
        const exponent = (left & 127) + (right & 127);
        const [quotient, remainder] = [exponent >> 3, exponent & 7];
        const low = remainder % (8 / lut);
        const magnitude = 2 ** quotient * (1 + low / 8) * (constants[(remainder * lut) >> 3] / 64);
        const isNothing = left === 128 || right === 128;
        expect(term(path, left, right)).toBe(isNothing ? 0 : ((left ^ right) & 128) === 0 ? magnitude : -magnitude);
      }),
      { seed: 11 },
    );
  });

  test("bounded guard bits cut the magnitude before the constant in bins, after it in lanes", () => {
    fc.assert(
      fc.property(code, code, fc.integer({ min: 0, max: 6 }), (left, right, guardBits) => {
        const exponent = (left & 127) + (right & 127);
        const [quotient, remainder] = [exponent >> 3, exponent & 7];
        const low = remainder % (8 / lut);
        const constant = fixedConstants({ gamma: 8, lut, mitchell: "gamma" }, 8)[(remainder * lut) >> 3];
        const unit = 2 ** (16 - guardBits);
        const isNothing = left === 128 || right === 128;
        const sign = isNothing ? 0 : ((left ^ right) & 128) === 0 ? 1 : -1;
        const inBins = Math.floor((2 ** quotient * (1 + low / 8)) / unit) * unit * (constant / 256);
        const inLanes = Math.floor((2 ** quotient * Math.floor(constant * (1 + low / 8))) / 256 / unit) * unit;
        const bins = datapath({ lut, guardBits });
        const lanes = datapath({ lut, guardBits, organisation: "per-lane-lut" });
        expect(term(bins, left, right)).toBeCloseTo(sign * inBins + 0, 6);
        expect(term(lanes, left, right)).toBeCloseTo(sign * inLanes + 0, 6);
      }),
      { seed: 12, numRuns: 60 },
    );
  });
});

test("two octaves per step: products shift by twice the exponent", () => {
  const path = datapath({ accumulation: "wide" }, layoutOf(4, 0.5));
  expect(term(path, 3, 2)).toBe(2 ** 10);
  expect(term(path, 15, 1)).toBe(-(2 ** 16));
});

test("cost records exist for the studied designs of the studied format, and for nothing else", () => {
  expect([1, 2, 4, 8].map((lut) => datapath({ lut }).costRecord)).toEqual(["lns8_bin1", "lns8_bin2", "lns8_bin4", "lns8_bin8"]);
  const lanes = [1, 2, 4, 8].map((lut) => datapath({ lut, organisation: "per-lane-lut" }).costRecord);
  expect(lanes).toEqual(["lns8_lut1", "lns8_lut2", "lns8_lut4", "lns8_lut8"]);
  expect(datapath({ lsb: 13 }).costRecord).toBe("lns8_bin8");
  expect(datapath({ vectorSize: 16 }).costRecord).toBe("lns8_bin8");
  for (const other of [{ accumulation: "wide" }, { accumulatorBits: 23 }, { fractionBits: 10 }] as const) {
    expect(datapath(other).costRecord).toBeNull();
  }
  expect(datapath({}, layoutOf(6, 2)).costRecord).toBeNull();
  expect(datapath({}, layoutOf(8, 8, "separate-flag")).costRecord).toBeNull();
});

test("the simulated window is stated: 16 bits as in the studied designs, all bits with full guard", () => {
  expect(datapath({ guardBits: 0 }).windowBits).toBe(16);
  expect(datapath({ guardBits: 0, lut: 1 }).windowBits).toBe(16);
  expect(datapath({ guardBits: 0, organisation: "per-lane-lut" }).windowBits).toBe(16);
  expect(datapath({}).windowBits).toBe(32);
  expect(datapath({ organisation: "per-lane-lut" }).windowBits).toBe(40);
});

test("defaults follow the grid: all constants, and the same window for every format", () => {
  const parameters = (bits: number, gamma: number) => createDatapathFamily(layoutOf(bits, gamma))?.parameters;
  for (const gamma of [8, 32, 64]) expect(parameters(8, gamma)).toMatchObject({ lut: { default: gamma }, lsb: { default: 16 }, guardBits: { default: -1 } });
  expect(parameters(8, 0.25)).toMatchObject({ lut: { default: 1 } });
});

test("tables of remainders up to 2^20 entries are the default, converted operands beyond, up to 16 stored bits", () => {
  const organisation = (bits: number, gamma: number) => createDatapathFamily(layoutOf(bits, gamma))?.parameters["organisation"]?.default;
  const bins = [organisation(11, 256), organisation(12, 256), organisation(13, 128), organisation(14, 64), organisation(10, 1)];
  expect(bins).toEqual(bins.map(() => "remainder-bins"));
  const converted = [organisation(9, 512), organisation(13, 256), organisation(14, 128), organisation(16, 64), organisation(16, 2048)];
  expect(converted).toEqual(converted.map(() => "converted-operands"));
  expect(createDatapathFamily(layoutOf(16, 2048, "separate-flag"))).toBeUndefined();
});

test("every default is within its limits, for every format", () => {
  for (const bits of [3, 4, 6, 8, 9, 14]) {
    for (const gamma of [0.5, 1, 2, 4, 8, 32, 256, 4096]) {
      if (2 ** (bits - 1) / gamma > 1000) continue;
      for (const parameter of Object.values(createDatapathFamily(layoutOf(bits, gamma))?.parameters ?? {})) {
        if (parameter.type !== "integer") continue;
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.minimum);
        expect(parameter.default).toBeLessThanOrEqual(parameter.maximum);
      }
    }
  }
});

describe("what cannot be computed exactly is refused by name", () => {
  test.each<[string, Partial<DatapathValues>, LnsLayout]>([
    ["datapath.lut", { lut: 3 }, layoutOf()],
    ["datapath.lut", { lut: 16 }, layoutOf()],
    ["datapath.lsb", { lsb: 40 }, layoutOf()],
    ["datapath.lsb", { lsb: -16, fractionBits: 16, guardBits: -1, vectorSize: 1024 }, layoutOf()],
    ["datapath.guardBits", { guardBits: 30 }, layoutOf(8, 1)],
  ])("%s of %j", (path, given, layout) => {
    expect(() => datapath(given, layout)).toThrow(expect.objectContaining({ name: "LnsimError", code: "invalid-combination", path }) as LnsimError);
  });

  test("a table size that is no power of two is no matter of exactness", () => {
    expect(() => datapath({ lut: 3 })).toThrow(/a power of two/);
  });

  test("the most guard bits that are exact are named, and accepted", () => {
    let expected = "";
    try {
      datapath({ guardBits: 40 }, layoutOf(8, 1));
    } catch (error) {
      if (error instanceof LnsimError) expected = error.expected ?? "";
    }
    const most = Number(/at most (\d+)/.exec(expected)?.[1]);
    expect(datapath({ guardBits: most }, layoutOf(8, 1)).description).toContain(`${most} guard bits`);
    expect(() => datapath({ guardBits: most + 1 }, layoutOf(8, 1))).toThrow(LnsimError);
  });

  test("and the widest values that go together are accepted", () => {
    expect(datapath({ fractionBits: 12 }).fractionBits).toBe(12);
    expect(datapath({ accumulation: "wide", fractionBits: 16, lsb: 40 }).accumulator).toBe("wide");
  });
});
