import fc from "fast-check";
import { expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomCodes, randomReals } from "../testing/random-arrays.ts";
import { embeddingGradient, gatherEmbedding } from "./embedding.ts";
import { addPositions, positionGradient } from "./position.ts";

const size = fc.integer({ min: 1, max: 6 });
const seeds = fc.integer({ min: 0, max: 1e6 });

test("an embedding copies columns; its gradient sums what every token received", () => {
  const property = fc.property(size, size, size, seeds, (features, vocabulary, columns, seed) => {
    const tokens = randomCodes(columns, vocabulary, seed);
    const table = randomReals(features * vocabulary, seed);
    const d = randomReals(features * columns, seed + 1);
    const [y, gradient, expected] = [new Float64Array(d.length), new Float64Array(table.length).fill(NaN), new Float64Array(table.length)];
    gatherEmbedding(table, tokens, y);
    embeddingGradient(d, tokens, gradient);
    for (let feature = 0; feature < features; feature++)
      for (let column = 0; column < columns; column++) {
        expect(y[feature * columns + column]).toBe(table[feature * vocabulary + tokens[column]]);
        expected[feature * vocabulary + tokens[column]] += d[feature * columns + column];
      }
    expect(gradient).toEqual(expected);
    const differences = finiteDifferences(table, () => (gatherEmbedding(table, tokens, y), weightedSum(y, d)));
    expect(relativeDistance(gradient, differences)).toBeLessThan(1e-8);
  });
  fc.assert(property, { seed: 1, numRuns: 60 });
});

test("positions are added to every sample; their gradient sums over samples, zero beyond the sequence", () => {
  const property = fc.property(size, size, size, fc.integer({ min: 0, max: 3 }), seeds, (features, length, batch, spare, seed) => {
    const shape = { features, length, positions: length + spare };
    const x = randomReals(features * batch * length, seed);
    const table = randomReals(features * shape.positions, seed + 1);
    const d = randomReals(x.length, seed + 2);
    const [y, gradient, expected] = [new Float64Array(x.length), new Float64Array(table.length).fill(NaN), new Float64Array(table.length)];
    addPositions(x, table, shape, y);
    positionGradient(d, shape, gradient);
    for (let feature = 0; feature < features; feature++)
      for (let sample = 0; sample < batch; sample++)
        for (let position = 0; position < length; position++) {
          const at = (feature * batch + sample) * length + position;
          expect(y[at]).toBe(x[at] + table[feature * shape.positions + position]);
          expected[feature * shape.positions + position] += d[at];
        }
    expect(gradient).toEqual(expected);
    const inPlace = x.slice();
    addPositions(inPlace, table, shape, inPlace);
    expect(inPlace).toEqual(y);
    const differences = finiteDifferences(table, () => (addPositions(x, table, shape, y), weightedSum(y, d)));
    expect(relativeDistance(gradient, differences)).toBeLessThan(1e-8);
  });
  fc.assert(property, { seed: 2, numRuns: 60 });
});

test("in binary32 gradients are summed wide and rounded once", () => {
  const d = Float32Array.of(2 ** 24, 1, 1);
  const out = new Float32Array(2);
  embeddingGradient(d, Uint8Array.of(1, 1, 1), out);
  expect([...out]).toEqual([0, 2 ** 24 + 2]);
  positionGradient(d, { features: 1, positions: 2, length: 1 }, out);
  expect([...out]).toEqual([2 ** 24 + 2, 0]);
});
