import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDatapath } from "../testing/arbitrary-datapath.ts";
import { arbitraryShape, randomFor } from "../testing/arbitrary-gemm.ts";
import { countFixedSample } from "./count-fixed-sample.ts";
import { countingFixedGemm } from "./counting-fixed-gemm.ts";

test("a sample of everything counts what the whole product counts", () => {
  const property = fc.property(arbitraryDatapath, arbitraryShape, fc.boolean(), (datapath, shape, isScaled) => {
    const operands = randomFor(datapath, { ...shape, m: 1 + (shape.m % 5), n: 1 + (shape.n % 5) }, isScaled);
    const { m, n, k } = operands;
    expect(countFixedSample(datapath, operands, m * n * k)).toEqual(countingFixedGemm(datapath, operands, new Float64Array(m * n)));
  });
  fc.assert(property, { seed: 3, numRuns: 100 });
});

test("a smaller sample looks at as many products as asked, and at one output at least", () => {
  const property = fc.property(arbitraryDatapath, fc.integer({ min: 1, max: 500 }), (datapath, most) => {
    const operands = randomFor(datapath, { m: 7, n: 5, k: 40, seed: most }, false);
    const { terms, vectors } = countFixedSample(datapath, operands, most);
    const outputs = Math.max(1, Math.floor(most / 40));
    expect({ terms, vectors }).toEqual({ terms: 40 * outputs, vectors: Math.ceil(40 / datapath.vectorSize) * outputs });
  });
  fc.assert(property, { seed: 4, numRuns: 50 });
});

test("outputs are spread over the whole product", () => {
  const datapath = fc.sample(arbitraryDatapath, { seed: 5, numRuns: 1 })[0]!;
  const operands = randomFor(datapath, { m: 10, n: 10, k: 3, seed: 1 }, false);
  const whole = countingFixedGemm(datapath, operands, new Float64Array(100));
  expect(countFixedSample(datapath, operands, 150).maxMagnitude).toBeLessThanOrEqual(whole.maxMagnitude);
});
