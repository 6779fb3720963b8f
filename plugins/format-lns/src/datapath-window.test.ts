import { LnsimError, withDefaults, type FixedAccumulateDatapath, type FixedAccumulator } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { createDatapathFamily } from "./datapath-family.ts";
import { createLayout } from "./layout.ts";
import { lnsParameters } from "./parameters.ts";

type Given = { readonly [name: string]: number | string };

function datapath(bits: number, gamma: number, given: Given = {}, exponent: "unsigned" | "signed" = "unsigned"): FixedAccumulateDatapath {
  const family = createDatapathFamily(createLayout(withDefaults(lnsParameters, { bits, gamma, exponent })))!;
  return family.create({ ...withDefaults(family.parameters), ...given }) as FixedAccumulateDatapath;
}

/** Largest |term| and the shift, both in units of the cut. */
function inUnitsOfTheCut(path: FixedAccumulateDatapath) {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits, fractionBits } = path;
  let largest = 0;
  for (let a = 0; a < leftFactor.length; a++) {
    for (let b = 0; b < rightCodeCount; b++) {
      const index = leftClass[a] * rightCodeCount + b;
      const term = Math.trunc((leftFactor[a] * head[index]) / 2 ** cutBits) * (tail === null ? 1 : tail[index]);
      largest = Math.max(largest, Math.abs(term));
    }
  }
  return { largest, shift: (path.accumulator as FixedAccumulator).lsb + fractionBits - cutBits };
}

const gammas = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

describe.each(gammas)("8 bits, gamma %d", (gamma) => {
  test.each<Given>([{}, { organisation: "per-lane-lut" }, { lut: 1 }, { fractionBits: 16, vectorSize: 64 }, { lsb: 20 }])("%j: sums of vectors are exact", (given) => {
    const path = datapath(8, gamma, given);
    const { largest, shift } = inUnitsOfTheCut(path);
    expect(Number.isFinite(largest) && largest > 0).toBe(true);
    expect(largest * path.vectorSize).toBeLessThan(2 ** 52 - 2 ** shift);
    expect(shift).toBeGreaterThanOrEqual(1);
    expect(shift).toBeLessThanOrEqual(40);
  });

  test("the default window starts 15 to 16 octaves below the product of the maxima", () => {
    const path = datapath(8, gamma);
    const octaves = (path.accumulator as FixedAccumulator).lsb + Math.log2(path.productUnit);
    expect(octaves).toBeGreaterThanOrEqual(-16);
    expect(octaves).toBeLessThanOrEqual(-15);
  });

  test("guard bits are all of them exactly where the products fit", () => {
    expect(datapath(8, gamma).cutBits === 0).toBe(gamma >= 8);
    expect(datapath(8, gamma).description).toContain(gamma >= 8 ? "full guard bits" : "23 guard bits");
    expect(datapath(8, gamma).windowBits).toBe(gamma >= 8 ? Math.floor(254 / gamma) + 1 : 39);
  });
});

test("gamma 8 keeps the accumulator of the published machine", () => {
  const path = datapath(8, 8);
  expect(path.accumulator).toEqual({ bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" });
  expect([path.cutBits, path.fractionBits, path.windowBits]).toEqual([0, 8, 32]);
  expect(path.productUnit).toBeCloseTo(2 ** -31.75, 20);
});

test("bounded guard bits have a cut that a moved window can move, full ones have none", () => {
  for (const guardBits of [0, 4, 10]) {
    for (const lsb of [12, 16]) {
      for (const organisation of ["remainder-bins", "per-lane-lut"]) {
        const path = datapath(6, 8, { guardBits, lsb, organisation });
        expect(path.cutBits).toBeGreaterThanOrEqual(1);
        expect(inUnitsOfTheCut(path).shift).toBe(organisation === "remainder-bins" ? 8 + guardBits : guardBits);
      }
    }
  }
  expect(datapath(6, 8, { lsb: 20 }).cutBits).toBe(0);
});

test("more guard bits than a term and a sum have keep everything", () => {
  const path = datapath(8, 8, { guardBits: 40 });
  expect({ ...path, description: "" }).toEqual({ ...datapath(8, 8), description: "" });
  expect(() => datapath(8, 1, { guardBits: 40 })).toThrow(expect.objectContaining({ path: "datapath.guardBits" }) as LnsimError);
});

test("an LSB above every fraction bit of fine grids is reached by finer units", () => {
  const path = datapath(8, 64);
  expect((path.accumulator as FixedAccumulator).lsb).toBe(-12);
  expect(inUnitsOfTheCut(path).shift).toBe(1);
});

test("operands of more than 112 octaves count from 112 octaves below their top, of more than 500 with wide accumulation", () => {
  const path = datapath(10, 1);
  const factors = path.leftFactor.filter((factor) => factor > 0);
  expect([Math.max(...factors), Math.min(...factors)]).toEqual([2 ** 112, 2 ** -399]);
  expect(path.productUnit).toBe(2 ** -224);
  const widest = datapath(5, 2 ** -6, { accumulation: "wide" });
  for (const a of [0, 7, 15]) {
    for (const b of [0, 7, 15]) expect(widest.leftFactor[a] * widest.head[b] * widest.productUnit).toBe(2 ** (64 * (a - 15)) * 2 ** (64 * (b - 15)));
  }
});

test("no cut is above 2^256, whatever the window", () => {
  for (const gamma of [0.25, 1]) {
    const path = datapath(8, gamma, { lsb: 40, guardBits: 0, fractionBits: 16, organisation: "per-lane-lut" });
    expect(path.cutBits).toBeLessThanOrEqual(256);
    expect(datapath(8, gamma, { lsb: 4 }).cutBits).toBeGreaterThan(100);
  }
});

describe("signed exponents", () => {
  test("have the window below 1 where the largest products still fit", () => {
    for (const [bits, gamma] of [[5, 1], [6, 2], [8, 8], [8, 64], [12, 128]]) {
      const path = datapath(bits, gamma, {}, "signed");
      expect((path.accumulator as FixedAccumulator).lsb + Math.log2(path.productUnit)).toBe(-15);
      expect(inUnitsOfTheCut(path).largest * 32).toBeLessThan(2 ** 52);
    }
  });

  test("and wide accumulation where they do not; a window above is there for the asking", () => {
    expect(datapath(8, 1, {}, "signed").accumulator).toBe("wide");
    expect(() => datapath(8, 4, { accumulation: "fixed" }, "signed")).toThrow(expect.objectContaining({ path: "datapath.lsb" }) as LnsimError);
    expect(datapath(8, 4, { accumulation: "fixed", lsb: 25 }, "signed").accumulator).toMatchObject({ bits: 24 });
  });
});

test("what no number of guard bits makes exact is refused", () => {
  expect(() => datapath(8, 8, { lsb: -16, fractionBits: 16, vectorSize: 1024, organisation: "remainder-bins" })).toThrow(LnsimError);
});
