import type { AttentionLayer } from "@lnsim/trace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomReals } from "../testing/random-arrays.ts";
import { gatherHeads, scatterHeads } from "./heads.ts";
import { attentionShape, type AttentionShape } from "./shape.ts";
import { attentionSoftmax, attentionSoftmaxBackward } from "./softmax.ts";

const layer: AttentionLayer = { kind: "attention", name: "attention", from: ["qkv"], features: 4, heads: 2, causal: true };

const size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const shapes = fc
  .record({ batch: size(3), heads: size(3), headSize: size(3), length: size(5), causal: fc.boolean() })
  .map(({ batch, heads, headSize, length, causal }) => {
    const features = heads * headSize;
    return attentionShape({ ...layer, features, heads, causal }, { features: 3 * features, height: 1, width: length }, batch);
  });
const seeds = fc.integer({ min: 0, max: 1e6 });

/** From the definition, straight on the stacked tensor: per sample, head and query. */
function naive({ batch, heads, headSize, length, causal }: AttentionShape, qkv: Float64Array): Float64Array {
  const features = heads * headSize;
  const at = (row: number, sample: number, position: number): number => (row * batch + sample) * length + position;
  const out = new Float64Array(features * batch * length);
  for (let n = 0; n < batch; n++)
    for (let head = 0; head < heads; head++)
      for (let query = 0; query < length; query++) {
        const keys = Array.from({ length: causal ? query + 1 : length }, (_, key) => key);
        const rows = Array.from({ length: headSize }, (_, i) => head * headSize + i);
        const scores = keys.map((key) => rows.reduce((sum, row) => sum + qkv[at(row, n, query)] * qkv[at(features + row, n, key)], 0) / Math.sqrt(headSize));
        const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
        for (const row of rows) out[at(row, n, query)] = keys.reduce((sum, key) => sum + (Math.exp(scores[key]) / total) * qkv[at(2 * features + row, n, key)], 0);
      }
  return out;
}

type Matrix = (row: number, column: number) => number;

/** Block by block, the products of rows x columns with the reduction `k` of the operands that `of` picks for a block. */
function blockProducts(shape: AttentionShape, rows: number, columns: number, k: number, of: (block: number) => [Matrix, Matrix]): Float64Array {
  return Float64Array.from({ length: shape.blocks * rows * columns }, (_, at) => {
    const [a, b] = of(Math.floor(at / (rows * columns)));
    let sum = 0;
    for (let i = 0; i < k; i++) sum += a(Math.floor(at / columns) % rows, i) * b(i, at % columns);
    return sum;
  });
}

/** Element (row, column) of a block of `rows` x length. */
const blocks = (values: Float64Array, rows: number, length: number) => (block: number): Matrix => (row, column) => values[(block * rows + row) * length + column];
const flip = (matrix: Matrix): Matrix => (row, column) => matrix(column, row);

function gather(shape: AttentionShape, firstRow: number, source: Float64Array): Float64Array {
  const out = new Float64Array(shape.blocks * shape.headSize * shape.length);
  gatherHeads(shape, firstRow, source, out);
  return out;
}

/** Attention through gathered blocks and the products of the README's table. */
function run(shape: AttentionShape, qkv: Float64Array, d: Float64Array): { out: Float64Array; gradient: Float64Array } {
  const { headSize: h, length: t } = shape;
  const features = shape.heads * h;
  const [q, k, v, dO] = [gather(shape, 0, qkv), gather(shape, features, qkv), gather(shape, 2 * features, qkv), gather(shape, 0, d)].map((x) => blocks(x, h, t));
  const p = blockProducts(shape, t, t, h, (b) => [flip(q(b)), k(b)]);
  attentionSoftmax(shape, p, p);
  const probabilities = blocks(p, t, t);
  const out = new Float64Array(features * shape.batch * t).fill(NaN);
  scatterHeads(shape, 0, blockProducts(shape, h, t, t, (b) => [v(b), flip(probabilities(b))]), out);

  const dP = blockProducts(shape, t, t, h, (b) => [flip(dO(b)), v(b)]);
  attentionSoftmaxBackward(shape, p, dP, dP);
  const dS = blocks(dP, t, t);
  const gradient = new Float64Array(qkv.length).fill(NaN);
  scatterHeads(shape, 0, blockProducts(shape, h, t, t, (b) => [k(b), flip(dS(b))]), gradient);
  scatterHeads(shape, features, blockProducts(shape, h, t, t, (b) => [q(b), dS(b)]), gradient);
  scatterHeads(shape, 2 * features, blockProducts(shape, h, t, t, (b) => [dO(b), probabilities(b)]), gradient);
  return { out, gradient };
}

test("the pieces and the products make attention, forward and backward", () => {
  const property = fc.property(shapes, seeds, (shape, seed) => {
    const features = shape.heads * shape.headSize;
    const qkv = randomReals(3 * features * shape.batch * shape.length, seed);
    const d = randomReals(qkv.length / 3, seed + 1);
    const { out, gradient } = run(shape, qkv, d);
    expect(relativeDistance(out, naive(shape, qkv))).toBeLessThan(1e-13);
    const differences = finiteDifferences(qkv, () => weightedSum(naive(shape, qkv), d), 2 ** -17);
    expect(relativeDistance(gradient, differences)).toBeLessThan(1e-7);
  });
  fc.assert(property, { seed: 1, numRuns: 40 });
});

test("blocks of codes are (sample, head) by head size by position", () => {
  const shape = attentionShape(layer, { features: 12, height: 1, width: 2 }, 2);
  // Values are 100 * row + 10 * sample + position.
  const source = Uint16Array.from({ length: 12 * 4 }, (_, i) => 100 * Math.floor(i / 4) + 10 * (Math.floor(i / 2) % 2) + (i % 2));
  const out = new Uint16Array(16);
  gatherHeads(shape, 4, source, out);
  expect([...out]).toEqual([400, 401, 500, 501, 600, 601, 700, 701, 410, 411, 510, 511, 610, 611, 710, 711]);
  const back = new Uint16Array(source.length).fill(9);
  scatterHeads(shape, 4, out, back);
  expect([...back.subarray(16, 32)]).toEqual([...source.subarray(16, 32)]);
  expect(back.filter((value) => value === 9)).toHaveLength(32);
});

describe("softmax", () => {
  const shape = attentionShape({ ...layer, heads: 1 }, { features: 12, height: 1, width: 3 }, 1);

  test("gives masked keys exactly zero, whatever is there", () => {
    const scores = Float64Array.of(5, NaN, Infinity, 1, 1, NaN, 0, 0, 0);
    const out = new Float64Array(9);
    attentionSoftmax(shape, scores, out);
    expect([...out]).toEqual([1, 0, 0, 0.5, 0.5, 0, 1 / 3, 1 / 3, 1 / 3]);
    attentionSoftmaxBackward(shape, out, scores.map((score) => (score === 0 ? 3 : score)), out);
    expect([...out].map((value) => value + 0)).toEqual(new Array<number>(9).fill(0));
  });

  test("does not overflow, and rounds once in binary32", () => {
    const scores = Float32Array.of(3e38, 0, 0, 3e38, -3e38, 0, 1, 2, 3);
    const [narrow, wide] = [new Float32Array(9), new Float64Array(9)];
    attentionSoftmax(shape, scores, narrow);
    attentionSoftmax(shape, scores, wide);
    expect([...wide.subarray(0, 6)]).toEqual([1, 0, 0, 1, 0, 0]);
    expect([...narrow]).toEqual([...Float32Array.from(wide)]);
    expect(wide[8] / wide[7]).toBeCloseTo(Math.exp(0.5), 14);
  });
});

test("shapes that do not fit are the user's mistake", () => {
  expect(() => attentionShape(layer, { features: 4, height: 1, width: 3 }, 1)).toThrow(expect.objectContaining({ code: "invalid-combination", path: "attention" }));
  expect(() => attentionShape({ ...layer, heads: 3 }, { features: 12, height: 1, width: 3 }, 1)).toThrow(expect.objectContaining({ found: "3 heads" }));
});
