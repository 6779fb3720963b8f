import type { Reals } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomReals } from "../testing/random-arrays.ts";
import { batchNormBackward } from "./batch-norm-backward.ts";
import { batchNorm, batchNormEvaluation, updateRunningStatistics } from "./batch-norm.ts";
import { layerNorm, layerNormBackward } from "./layer-norm.ts";
import type { Affine, NormGradients, NormStatistics } from "./norm.ts";

const epsilon = 1e-3;
const shapes = fc.record({ features: fc.integer({ min: 1, max: 7 }), columns: fc.integer({ min: 2, max: 9 }), seed: fc.integer({ min: 0, max: 1e6 }), isAffine: fc.boolean() });

/** Both layers: what is normalised together is a row of features x columns, or a column. */
const layers = [
  { name: "batch norm", forward: batchNorm, backward: batchNormBackward, lines: (features: number) => features, lineOf: (feature: number) => feature },
  { name: "layer norm", forward: layerNorm, backward: layerNormBackward, lines: (_: number, columns: number) => columns, lineOf: (_: number, column: number) => column },
];

function randomAffine(features: number, seed: number, isAffine: boolean): { gamma: Float64Array; beta: Float64Array } | null {
  return isAffine ? { gamma: randomReals(features, seed + 2), beta: randomReals(features, seed + 3) } : null;
}

function statisticsOf(lines: number): NormStatistics {
  return { mean: new Float64Array(lines), inverseDeviation: new Float64Array(lines) };
}

describe.each(layers)("$name", ({ forward, backward, lines, lineOf }) => {
  /** From the definition: every value on its own. */
  function naive(x: Float64Array, features: number, affine: Affine | null): Float64Array {
    const columns = x.length / features;
    return x.map((value, at) => {
      const [feature, column] = [Math.floor(at / columns), at % columns];
      const line = [...x].filter((_, i) => lineOf(Math.floor(i / columns), i % columns) === lineOf(feature, column));
      const mean = line.reduce((sum, v) => sum + v, 0) / line.length;
      const variance = line.reduce((sum, v) => sum + (v - mean) ** 2, 0) / line.length;
      const normal = (value - mean) / Math.sqrt(variance + epsilon);
      return affine === null ? normal : normal * affine.gamma[feature] + affine.beta[feature];
    });
  }

  test("is the definition, and keeps its statistics", () => {
    const property = fc.property(shapes, ({ features, columns, seed, isAffine }) => {
      const x = randomReals(features * columns, seed);
      const affine = randomAffine(features, seed, isAffine);
      const statistics = statisticsOf(lines(features, columns));
      const y = new Float64Array(x.length);
      forward(x, { affine, epsilon, statistics }, y);
      expect(relativeDistance(y, naive(x, features, affine))).toBeLessThan(1e-12);
      const inPlace = x.slice();
      forward(inPlace, { affine, epsilon, statistics }, inPlace);
      expect(inPlace).toEqual(y);
      const first = statistics.mean[0] + (affine === null ? y[0] : (y[0] - affine.beta[0]) / affine.gamma[0]) / statistics.inverseDeviation[0];
      expect(first).toBeCloseTo(x[0], 9);
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  test("has the gradients of finite differences", () => {
    const property = fc.property(shapes, ({ features, columns, seed, isAffine }) => {
      const x = randomReals(features * columns, seed);
      const d = randomReals(x.length, seed + 1);
      const affine = randomAffine(features, seed, isAffine);
      const statistics = statisticsOf(lines(features, columns));
      const y = new Float64Array(x.length);
      const loss = (): number => (forward(x, { affine, epsilon, statistics: statisticsOf(statistics.mean.length) }, y), weightedSum(y, d));
      const expected = [x, ...(affine === null ? [] : [affine.gamma, affine.beta])].map((input) => finiteDifferences(input, loss, 2 ** -20));
      forward(x, { affine, epsilon, statistics }, y);
      const gradients = { input: d.slice(), affine: affine && { gamma: new Float64Array(features), beta: new Float64Array(features) } };
      backward(x, gradients.input, { affine, statistics }, gradients);
      expect(relativeDistance(gradients.input, expected[0])).toBeLessThan(1e-5);
      if (gradients.affine === null) return;
      expect(relativeDistance(gradients.affine.gamma, expected[1])).toBeLessThan(1e-7);
      expect(relativeDistance(gradients.affine.beta, expected[2])).toBeLessThan(1e-7);
    });
    fc.assert(property, { seed: 2, numRuns: 60 });
  });

  test("in binary32 only what is stored is rounded", () => {
    const [features, columns] = [3, 5];
    const x = Float32Array.from(randomReals(features * columns, 7));
    const d = Float32Array.from(randomReals(features * columns, 8));
    const run = (make: (length: number) => Reals): [Reals, NormGradients] => {
      const statistics = statisticsOf(lines(features, columns));
      const affine = { gamma: make(features).fill(1.5), beta: make(features).fill(0.25) };
      const [y, out] = [make(x.length), { input: make(x.length), affine: { gamma: make(features), beta: make(features) } }];
      forward(x, { affine, epsilon, statistics }, y);
      backward(x, d, { affine, statistics }, out);
      return [y, out];
    };
    const [wide, wideGradients] = run((length) => new Float64Array(length));
    const [narrow, narrowGradients] = run((length) => new Float32Array(length));
    expect([...narrow]).toEqual([...Float32Array.from(wide)]);
    expect([...narrowGradients.input]).toEqual([...Float32Array.from(wideGradients.input)]);
    expect([...narrowGradients.affine!.gamma]).toEqual([...Float32Array.from(wideGradients.affine!.gamma)]);
    expect([...narrowGradients.affine!.beta]).toEqual([...Float32Array.from(wideGradients.affine!.beta)]);
  });
});

describe("running statistics", () => {
  test("move by their share, with the unbiased variance", () => {
    const running = { mean: Float64Array.of(1, 0), variance: Float64Array.of(1, 2) };
    updateRunningStatistics(Float64Array.of(1, 2, 3, 6, -1, -1, -1, -1), 0.25, running);
    // Mean 3, squares 4 + 1 + 0 + 9 over 3.
    expect([...running.mean]).toEqual([0.75 * 1 + 0.25 * 3, 0.25 * -1]);
    expect([...running.variance]).toEqual([0.75 * 1 + 0.25 * (14 / 3), 0.75 * 2]);
  });

  test("take the batch's place in evaluation", () => {
    const running = { mean: Float64Array.of(1, -2), variance: Float64Array.of(3, 8) };
    const affine = { gamma: Float64Array.of(2, 3), beta: Float64Array.of(10, 20) };
    const out = new Float64Array(4);
    batchNormEvaluation(Float64Array.of(1, 3, -2, 1), { affine, epsilon: 1, running }, out);
    expect([...out]).toEqual([10, 12, 20, 23]);
    batchNormEvaluation(Float64Array.of(1, 3, -2, 1), { affine: null, epsilon: 1, running }, out);
    expect([...out]).toEqual([0, 1, 0, 1]);
  });

  test("of one value do not exist", () => {
    const running = { mean: new Float64Array(2), variance: new Float64Array(2) };
    expect(() => updateRunningStatistics(new Float64Array(2), 0.1, running)).toThrow(expect.objectContaining({ code: "invalid-combination" }));
  });
});

test("the sums of a row go up in ascending order, whatever rows are beside it", () => {
  const x = Float64Array.of(2 ** 53, 1, 1, -(2 ** 53), 1, 1, 2 ** 53, -(2 ** 53));
  for (let rows = 1; rows <= 6; rows++) {
    const stacked = Float64Array.from({ length: rows * 8 }, (_, i) => x[i % 8]);
    const statistics = statisticsOf(rows);
    batchNorm(stacked, { affine: null, epsilon, statistics }, new Float64Array(stacked.length));
    // Each 1 after 2^53 is lost, but for the two from zero on.
    expect([...statistics.mean]).toEqual(new Array<number>(rows).fill(2 / 8));
  }
});
