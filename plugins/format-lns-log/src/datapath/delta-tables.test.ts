import { describe, expect, test } from "vitest";
import { adderError } from "../fit/adder-error.ts";
import { deltaTables, type Addition } from "./delta-tables.ts";

const at = (addition: Addition, fractionBits = 5, largest = 1023) => deltaTables({ addition, fit: "aware", fractionBits, largest });

test("exact is within half a step everywhere", () => {
  for (const fractionBits of [2, 5, 8, 10]) {
    const { same, opposite } = adderError(at("exact", fractionBits, 2 ** (fractionBits + 5)), fractionBits);
    expect(Math.max(same.maxOctaves, opposite.maxOctaves) * 2 ** fractionBits).toBeLessThanOrEqual(0.5);
  }
});

test("64 entries: constant over a quarter octave, the function in its middle, one octave for equal logarithms", () => {
  const { deltaSame, deltaOpposite } = at("lut");
  expect(deltaSame).toHaveLength(16 * 32);
  expect(deltaSame[0]).toBe(32);
  expect(Array.from(deltaSame.subarray(8, 16))).toEqual(Array(8).fill(Math.round(32 * Math.log2(1 + 2 ** -0.375))));
  expect(Array.from(deltaOpposite.subarray(1, 8))).toEqual(Array(7).fill(Math.round(32 * Math.log2(1 - 2 ** -0.125))));
});

test("20 entries: the difference rounded to half an octave, none at 0 for opposite signs, none from 10 octaves on", () => {
  const { deltaSame, deltaOpposite } = at("lut20");
  expect(Array.from(deltaSame.subarray(7, 9))).toEqual([32, Math.round(32 * Math.log2(1 + 2 ** -0.5))]);
  expect(Array.from(deltaOpposite.subarray(0, 9))).toEqual([...Array(8).fill(-2046), Math.round(32 * Math.log2(1 - 2 ** -0.5))]);
  expect(deltaSame.length).toBeLessThanOrEqual(320);
  expect(new Set(deltaSame).size).toBeLessThanOrEqual(20);
});

test("bit shift: halves every octave", () => {
  const { deltaSame, deltaOpposite } = at("bit-shift");
  expect([deltaSame[0], deltaSame[31], deltaSame[32], deltaSame[64]]).toEqual([32, 32, 16, 8]);
  expect([deltaOpposite[1], deltaOpposite[32], deltaOpposite[64]]).toEqual([-48, -24, -12]);
});

test("no table is longer than two logarithms can differ", () => {
  for (const addition of ["pwl", "lut", "lut20", "bit-shift", "exact"] as const) {
    const { deltaSame, deltaOpposite } = at(addition, 5, 60);
    expect(Math.max(deltaSame.length, deltaOpposite.length)).toBeLessThanOrEqual(121);
  }
});

describe("linear segments", () => {
  test("the bit-width-blind fit can be cut at any width", () => {
    const { deltaSame } = deltaTables({ addition: "pwl", fit: "blind", fractionBits: 5, largest: 1023 });
    expect([deltaSame.length, deltaSame[0]]).toEqual([513, 32]);
  });

  test.each([
    [5, 0.012233, 0.0128],
    [6, 0.006133, 0.008506],
    [7, 0.004338, 0.008745],
    [8, 0.002538, 0.012041],
  ])("our own segments at %i fraction bits are better than the published ones", (fractionBits, same, opposite) => {
    const error = adderError(deltaTables({ addition: "pwl", fit: "annealed", fractionBits, largest: 8191 }), fractionBits);
    expect(error.same.rmsOctaves).toBeLessThan(0.9 * same);
    expect(error.opposite.rmsOctaves).toBeLessThan(0.9 * opposite);
  });

  test.each([
    [4, 0.0142, 0.0139],
    [3, 0.0263, 0.0251],
    [2, 0.0488, 0.0465],
  ])("segments nobody published: %i fraction bits", (fractionBits, same, opposite) => {
    const error = adderError(deltaTables({ addition: "pwl", fit: "aware", fractionBits, largest: 511 }), fractionBits);
    expect(error.same.rmsOctaves).toBeLessThan(same);
    expect(error.opposite.rmsOctaves).toBeLessThan(opposite);
  });
});
