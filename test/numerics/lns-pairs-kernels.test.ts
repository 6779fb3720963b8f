/** Operands of two logarithmic formats, and formats of many octaves: the kernels against the slow reference. */
import type { Codes, FixedAccumulator, NumberFormat } from "@lnsim/contracts";
import { createCodes, nearestEven } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import { countingFixedGemm, createEngine, referenceFixedGemm } from "@lnsim/numerics";
import { describe, expect, test } from "vitest";
import { lns, pairDatapath, type LnsGiven } from "./formats.ts";

const engine = createEngine();

const pairs: readonly (readonly [LnsGiven, LnsGiven])[] = [
  [{}, { gamma: 16 }],
  [{ gamma: 16 }, {}],
  [{}, { bits: 5, gamma: 1 }],
  [{ bits: 5, gamma: 2, zero: "reserve-min" }, {}],
  [{ bits: 4, gamma: 0.5 }, { zero: "separate-flag" }],
  [{ exponent: "signed" }, { exponent: "signed", gamma: 4 }],
  [{ bits: 16, gamma: 2048 }, { bits: 16, gamma: 2048 }],
  [{ bits: 14, gamma: 512 }, {}],
  [{}, { bits: 16, gamma: 2048 }],
  ...[0.25, 0.5, 1, 2, 4, 16, 32, 64].map((gamma) => [{ gamma }, { gamma }] as const),
];

const variants: readonly { readonly [name: string]: number | string }[] = [
  {},
  { organisation: "per-lane-lut", guardBits: 4, overflow: "wrap" },
  { organisation: "converted-operands", lsb: 18, rounding: "floor" },
  { organisation: "converted-operands", accumulation: "wide" },
  { accumulation: "wide" },
];

/** Grids that are too fine for tables of their remainders have converted operands alone. */
function isOffered({ gamma = 8 }: LnsGiven, { organisation }: (typeof variants)[number]): boolean {
  return gamma <= 256 || organisation !== "per-lane-lut";
}

/** Values of up to 20 octaves and some zeros, encoded, so that sums see more than their largest terms. */
function randomCodes(format: NumberFormat, length: number, seed: string): Codes {
  const random = createRandom(5, seed);
  const values = Float64Array.from({ length }, () => {
    const magnitude = random.nextBelow(8) === 0 ? 0 : Math.min(1, 2 ** -random.nextBelow(20) * (1 + random.nextFloat()));
    return random.nextBelow(2) === 0 ? magnitude : -magnitude;
  });
  const codes = createCodes(format.bits, length);
  format.encode(values, 1, nearestEven, codes);
  return codes;
}

describe.each(pairs)("%j by %j", (givenLeft, givenRight) => {
  const [left, right] = [lns(givenLeft), lns(givenRight)];

  test.each(variants.filter((given) => isOffered(givenLeft, given)))("the kernels equal the reference, %j", (given) => {
    const datapath = pairDatapath(left, right, given);
    const size = { m: 7, n: 37, k: 75 };
    const operands = { ...size, a: randomCodes(left, size.m * size.k, "a"), b: randomCodes(right, size.k * size.n, "b") };
    const outputs = () => (datapath.accumulator === "wide" ? new Float64Array(size.m * size.n) : new Int32Array(size.m * size.n));
    const [expected, fast, counted] = [outputs(), outputs(), outputs()];
    const counts = referenceFixedGemm(datapath, operands, expected);
    engine.fixedGemm(datapath).run(operands, fast);
    expect(fast).toEqual(expected);
    expect(countingFixedGemm(datapath, operands, counted)).toEqual(counts);
    expect(counted).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(50);
  });

  test("the default window keeps a dot product to half an LSB a vector and the error of its constants", () => {
    const datapath = pairDatapath(left, right);
    const k = 96;
    const [a, b] = [randomCodes(left, k, "x"), randomCodes(right, k, "y")];
    const [x, y] = [new Float64Array(k), new Float64Array(k)];
    left.decode(a, 1, x);
    right.decode(b, 1, y);
    const out = new Int32Array(1);
    referenceFixedGemm(datapath, { m: 1, n: 1, k, a, b }, out);
    const lsb = 2 ** (datapath.accumulator as FixedAccumulator).lsb * datapath.productUnit;
    const exact = x.reduce((sum, value, i) => sum + value * y[i], 0);
    const magnitude = x.reduce((sum, value, i) => sum + Math.abs(value * y[i]), 0);
    const limit = 2 ** 23 * lsb;
    const wanted = Math.max(-limit, Math.min(limit, exact));
    expect(Math.abs(out[0] * lsb - wanted)).toBeLessThanOrEqual((k / 32) * 0.51 * lsb + 2e-3 * magnitude);
    expect(lsb).toBeLessThanOrEqual(2 ** -15);
  });
});
