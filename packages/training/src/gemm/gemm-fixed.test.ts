import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { describe, expect, test } from "vitest";
import { integerFormat } from "../testing/integer-format.ts";
import { AccumulatorScratch, calibratedLsb, FixedSite } from "./gemm-fixed.ts";
import { QuantizedOperand } from "../quantization/quantized-operand.ts";

/** Products of powers of two: code 0 is zero, code c is 2^(c - 1). */
function powers(lsb: number): FixedAccumulateDatapath {
  const values = Float64Array.from({ length: 9 }, (_, code) => (code === 0 ? 0 : 2 ** (code - 1)));
  return {
    kind: "fixed",
    description: "powers of two",
    vectorSize: 4,
    leftCodeCount: 9,
    rightCodeCount: 9,
    classes: 1,
    leftFactor: values,
    leftClass: new Uint8Array(9),
    head: values.map((value) => 16 * value),
    tail: null,
    cutBits: 0,
    fractionBits: 4,
    accumulator: { bits: 12, lsb, rounding: "half-up", overflow: "saturate" },
    productUnit: 2 ** -14,
    costRecord: null,
    windowBits: 15,
  };
}

function tensor(codes: readonly number[], max: number): QuantizedOperand {
  const made = new QuantizedOperand({ format: integerFormat(4), size: { rows: 1, columns: codes.length }, wantsFloats: false });
  made.codes.set(codes);
  made.tops[0] = max;
  return made;
}

/** One row times one column of the same code. */
function run(site: FixedSite, code: number, length: number): number {
  const codes = new Array<number>(length).fill(code);
  const out = new Float64Array(1);
  site.run({ m: 1, n: 1, k: length, a: tensor(codes, 3), aTransposed: false, b: tensor(codes, 5), bTransposed: false }, out);
  return out[0];
}

const engine = createEngine();

function createSite(datapath: FixedAccumulateDatapath, isCalibrated: boolean): FixedSite {
  return new FixedSite({ name: "site", engine, datapath, scratch: new AccumulatorScratch(false), isCalibrated });
}

test("results carry the window's weight, the product unit and both scales", () => {
  // 8 products of 2^10 are 2^13; at an LSB of 2^3 that is 1024.
  expect(run(createSite(powers(3), false), 6, 8)).toBe(2 ** 13 * 2 ** -14 * 15);
});

test("in binary32 the scale is rounded, and then the result", () => {
  const site = createSite(powers(3), false);
  const out = new Float32Array(1);
  let different = 0;
  for (let i = 1; i <= 20; i++) {
    const [maxA, maxB] = [1 / (2 * i + 1), i / 10];
    // 3 products of 2^10 at an LSB of 2^3.
    site.run({ m: 1, n: 1, k: 3, a: tensor([6, 6, 6], maxA), aTransposed: false, b: tensor([6, 6, 6], maxB), bTransposed: false }, out);
    const scale = 2 ** -11 * maxA * maxB;
    expect(out[0]).toBe(Math.fround(384 * Math.fround(scale)));
    if (out[0] !== Math.fround(384 * scale)) different++;
  }
  expect(different).toBeGreaterThan(0);
});

test("counting gives the same results and says what was lost", () => {
  const site = createSite(powers(3), false);
  expect(site.counts.terms).toBe(0);
  const plain = run(site, 8, 64);
  site.setCounting(true);
  expect(run(site, 8, 64)).toBe(plain);
  expect(site.counts).toMatchObject({ terms: 64, saturations: 16 });
});

describe("a calibrated window", () => {
  test("leaves the largest sum its sign and one bit of margin", () => {
    // 11 magnitude bits: 1023 needs 10 of them, so the window is right; 2047 needs one more.
    expect(calibratedLsb(powers(3), 3, 1023)).toBe(3);
    expect(calibratedLsb(powers(3), 3, 1024)).toBe(4);
    expect(calibratedLsb(powers(3), 3, 2047)).toBe(4);
    expect(calibratedLsb(powers(3), 3, 100)).toBe(0);
  });

  test("stays within the datapath's limits, and where it is when nothing was summed", () => {
    expect(calibratedLsb(powers(-3), -3, 1)).toBe(-3);
    expect(calibratedLsb(powers(36), 36, 2047)).toBe(36);
    expect(calibratedLsb(powers(5), 5, 0)).toBe(5);
  });

  test("is as free with a wide accumulator as with a narrow one", () => {
    const wide = { ...powers(20), accumulator: { bits: 32, lsb: 20, rounding: "half-up", overflow: "saturate" } } as const;
    expect(calibratedLsb(wide, 20, 2 ** 30)).toBe(21);
  });

  test("is that of the step before for all products of a step, and follows the largest sum of them", () => {
    const site = createSite(powers(0), true);
    const alone = createSite(powers(0), true);
    run(alone, 8, 64);
    alone.endStep();
    run(site, 8, 64);
    expect(site.lsb).toBe(0);
    run(site, 1, 4);
    site.endStep();
    expect(site.lsb).toBe(alone.lsb);
    expect(alone.lsb).toBeGreaterThan(0);
  });

  test("follows a sum that saturated until it fits", () => {
    const site = createSite(powers(0), true);
    const exact = 64 * 2 ** 14 * 2 ** -14 * 15;
    const results = Array.from({ length: 12 }, () => {
      const result = run(site, 8, 64);
      site.endStep();
      return result;
    });
    expect(results[0]).toBeLessThan(exact);
    expect(results.at(-1)).toBe(exact);
  });
});
