import { createRandom } from "@lnsim/elementary";
import { createEngine, referenceFixedGemm } from "@lnsim/numerics";
import { expect, test } from "vitest";
import { fixedDatapath, lns } from "./formats.ts";

/** Sum of +-2^(p / 8) over pairs of codes, by the platform's own powers. */
function exactSum(a: Uint8Array, b: Uint8Array): { sum: number; magnitude: number } {
  let sum = 0;
  let magnitude = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 128 || b[i] === 128) continue;
    const term = Math.pow(2, ((a[i] & 127) + (b[i] & 127)) / 8);
    sum += ((a[i] ^ b[i]) & 128) === 0 ? term : -term;
    magnitude += term;
  }
  return { sum, magnitude };
}

test("with 8 constants and exact accumulation a dot product is the sum of +-2^(p/8) to 1e-12", () => {
  const path = fixedDatapath(lns(), { accumulation: "wide" });
  const gemm = createEngine({ revectorize: false }).fixedGemm(path);
  const random = createRandom(1, "codes");
  for (const k of [1, 31, 32, 33, 300]) {
    const a = Uint8Array.from({ length: k }, () => random.nextBelow(256));
    const b = Uint8Array.from({ length: k }, () => random.nextBelow(256));
    const { sum, magnitude } = exactSum(a, b);
    for (const run of [gemm.run.bind(gemm), referenceFixedGemm.bind(null, path)]) {
      const out = new Float64Array(1);
      run({ m: 1, n: 1, k, a, b }, out);
      expect(Math.abs(out[0] - sum)).toBeLessThanOrEqual(1e-12 * magnitude);
    }
  }
});

test("the default 24-bit datapath stays within half an accumulator LSB per vector and its constants' error of it", () => {
  const exact = fixedDatapath(lns(), { accumulation: "wide" });
  const fixed = fixedDatapath(lns(), {});
  const random = createRandom(2, "codes");
  const k = 256;
  const a = Uint8Array.from({ length: k }, () => random.nextBelow(256));
  const b = Uint8Array.from({ length: k }, () => random.nextBelow(256));
  const wide = new Float64Array(1);
  const accumulator = new Int32Array(1);
  referenceFixedGemm(exact, { m: 1, n: 1, k, a, b }, wide);
  referenceFixedGemm(fixed, { m: 1, n: 1, k, a, b }, accumulator);
  const { magnitude } = exactSum(a, b);
  expect(Math.abs(accumulator[0] * 2 ** 16 - wide[0])).toBeLessThanOrEqual((k / 32) * 2 ** 15 + 1.44e-3 * magnitude);
});
