import { readFileSync } from "node:fs";
import { createCodes, nearestEven, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { fixedDatapath, lns } from "./formats.ts";

interface QuantizerCase {
  readonly B: number;
  readonly gamma: number;
  readonly max: number;
  readonly codes: readonly number[];
  readonly signs: readonly number[];
  readonly values: readonly number[];
}

const vectors = JSON.parse(readFileSync(new URL("./vectors/quantizer.json", import.meta.url), "utf8")) as {
  readonly x: readonly number[];
  readonly cases: readonly QuantizerCase[];
  readonly lut: { readonly [size: string]: readonly number[] };
};

test("there are 13 formats of 96 values", () => {
  expect(vectors.cases.map((golden) => golden.codes.length)).toEqual(Array.from({ length: 13 }, () => 96));
});

describe.each(vectors.cases.map((golden) => ({ name: `${golden.B} bits, gamma ${golden.gamma}`, golden })))("$name", ({ golden }) => {
  const format = lns({ bits: golden.B, gamma: golden.gamma, zero: "separate-flag" });
  const codes = createCodes(format.bits, vectors.x.length);
  format.encode(Float64Array.from(vectors.x), golden.max, nearestEven, codes);

  test("codes are the golden ones", () => {
    const signBit = 2 ** (golden.B - 1);
    const wanted = golden.codes.map((exponent, i) => (exponent < 0 ? 2 * signBit : exponent + (golden.signs[i] < 0 ? signBit : 0)));
    expect([...codes]).toEqual(wanted);
  });

  test("values are the golden ones to 1e-9", () => {
    const values = new Float64Array(codes.length);
    format.decode(codes, golden.max, values);
    for (const [i, wanted] of golden.values.entries()) expect(Math.abs(values[i] - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
  });
});

test.each(Object.entries(vectors.lut))("with %s constants the unrounded conversion has the golden factors", (lut, factors) => {
  const path: FixedAccumulateDatapath = fixedDatapath(lns(), { accumulation: "wide", lut: Number(lut) });
  // Exponent 8 + r times exponent 0 is 2 times the factor of remainder r.
  const found = factors.map((_, r) => path.head[path.leftClass[0] * path.rightCodeCount + 8 + r] / 2);
  for (const [r, factor] of factors.entries()) expect(Math.abs(found[r] - factor)).toBeLessThan(1e-15 * 4);
});
