import type { Conv2dLayer } from "@lnsim/trace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finiteDifferences, relativeDistance, weightedSum } from "../testing/finite-differences.ts";
import { randomIntegers, randomReals } from "../testing/random-arrays.ts";
import { fillPhase, gatherPhaseGradients, gatherPhaseWeights, scatterPhase } from "./data-gradient.ts";
import { convGeometry, type ConvGeometry } from "./geometry.ts";
import { gatherPatches } from "./patches.ts";
import { dataGradientPhases } from "./phases.ts";

const pairOf = (min: number, max: number): fc.Arbitrary<[number, number]> => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

/** Any convolution whose kernel fits its input. */
const geometries = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: pairOf(1, 8),
    kernel: pairOf(1, 4),
    stride: pairOf(1, 3),
    padding: pairOf(0, 3),
    dilation: pairOf(1, 2),
    groups: fc.integer({ min: 1, max: 2 }),
    perGroup: pairOf(1, 2),
  })
  .filter(({ size, kernel, padding, dilation }) => [0, 1].every((i) => size[i] + 2 * padding[i] > (kernel[i] - 1) * dilation[i]))
  .map(({ batch, size: [height, width], groups, perGroup, ...rest }): ConvGeometry => {
    const layer = { kind: "conv2d", name: "conv", from: ["input"], bias: false, groups, ...rest } as const;
    return convGeometry({ ...layer, inputs: groups * perGroup[0], outputs: groups * perGroup[1] }, { features: groups * perGroup[0], height, width }, batch);
  });

const seeds = fc.integer({ min: 0, max: 1e6 });

/** Calls back for every product of a convolution, with the indices of its input, weight and output. */
function eachProduct(g: ConvGeometry, visit: (input: number, weight: number, output: number) => void): void {
  const { batch, input, output, kernel, stride, padding, dilation } = g;
  for (let k = 0; k < output.features; k++)
    for (let n = 0; n < batch; n++)
      for (let y = 0; y < output.height; y++)
        for (let x = 0; x < output.width; x++)
          for (let r = 0; r < kernel[0]; r++)
            for (let s = 0; s < kernel[1]; s++)
              for (let c = 0; c < g.groupInputs; c++) {
                const row = y * stride[0] + r * dilation[0] - padding[0];
                const column = x * stride[1] + s * dilation[1] - padding[1];
                if (row < 0 || row >= input.height || column < 0 || column >= input.width) continue;
                const feature = Math.floor(k / g.groupOutputs) * g.groupInputs + c;
                visit(
                  ((feature * batch + n) * input.height + row) * input.width + column,
                  ((k * kernel[0] + r) * kernel[1] + s) * g.groupInputs + c,
                  ((k * batch + n) * output.height + y) * output.width + x,
                );
              }
}

interface Sizes {
  readonly inputs: number;
  readonly weights: number;
  readonly outputs: number;
}

function sizesOf({ batch, input, output, reduction, columns }: ConvGeometry): Sizes {
  return { inputs: input.features * batch * input.height * input.width, weights: output.features * reduction, outputs: output.features * columns };
}

/** A (m x k) times B (k x n). */
function product(a: Float64Array, b: Float64Array, m: number): Float64Array {
  const k = a.length / m;
  const n = k === 0 ? 0 : b.length / k;
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += a[Math.floor(at / n) * k + i] * b[i * n + (at % n)];
    return sum;
  });
}

function transpose(a: Float64Array, rows: number): Float64Array {
  const columns = a.length / rows;
  return Float64Array.from(a, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]);
}

/** A group's rows of a tensor that is cut evenly. */
function part(values: Float64Array, { groups }: ConvGeometry, group: number): Float64Array {
  return values.subarray((group * values.length) / groups, ((group + 1) * values.length) / groups);
}

function patchesOf(g: ConvGeometry, group: number, x: Float64Array): Float64Array {
  const out = new Float64Array(g.reduction * g.columns).fill(NaN);
  gatherPatches(g, group, x, { padding: 0, out });
  return out;
}

function forward(g: ConvGeometry, x: Float64Array, w: Float64Array): Float64Array {
  const out = new Float64Array(sizesOf(g).outputs);
  for (let group = 0; group < g.groups; group++) part(out, g, group).set(product(part(w, g, group), patchesOf(g, group, x), g.groupOutputs));
  return out;
}

function dataGradient(g: ConvGeometry, w: Float64Array, e: Float64Array): Float64Array {
  const out = new Float64Array(sizesOf(g).inputs).fill(NaN);
  for (const phase of dataGradientPhases(g)) {
    for (let group = 0; group < g.groups; group++) {
      const left = new Float64Array(phase.m * phase.k).fill(NaN);
      const right = new Float64Array(phase.k * phase.n).fill(NaN);
      gatherPhaseWeights(g, phase, w, { group, out: left });
      gatherPhaseGradients(g, phase, e, { group, padding: 0, out: right });
      if (phase.k === 0) fillPhase(g, phase, group, { value: 0, out });
      else scatterPhase(g, phase, group, { result: product(left, right, phase.m), out });
    }
  }
  return out;
}

function weightGradient(g: ConvGeometry, x: Float64Array, e: Float64Array): Float64Array {
  const out = new Float64Array(sizesOf(g).weights);
  for (let group = 0; group < g.groups; group++) {
    const transposed = product(patchesOf(g, group, x), transpose(part(e, g, group), g.groupOutputs), g.reduction);
    part(out, g, group).set(transpose(transposed, g.reduction));
  }
  return out;
}

test("the three GEMMs on gathered operands are the convolution and its gradients", () => {
  const property = fc.property(geometries, seeds, (g, seed) => {
    const sizes = sizesOf(g);
    const [x, w, e] = [randomIntegers(sizes.inputs, seed), randomIntegers(sizes.weights, seed + 1), randomIntegers(sizes.outputs, seed + 2)];
    const [y, dx, dw] = [new Float64Array(sizes.outputs), new Float64Array(sizes.inputs), new Float64Array(sizes.weights)];
    eachProduct(g, (i, j, o) => {
      y[o] += x[i] * w[j];
      dx[i] += w[j] * e[o];
      dw[j] += x[i] * e[o];
    });
    expect([...forward(g, x, w)]).toEqual([...y]);
    expect([...dataGradient(g, w, e)]).toEqual([...dx]);
    expect([...weightGradient(g, x, e)]).toEqual([...dw]);
  });
  fc.assert(property, { seed: 1, numRuns: 250 });
});

test("the gradients are those of finite differences", () => {
  const property = fc.property(geometries, seeds, (g, seed) => {
    const sizes = sizesOf(g);
    const [x, w, e] = [randomReals(sizes.inputs, seed), randomReals(sizes.weights, seed + 1), randomReals(sizes.outputs, seed + 2)];
    const loss = (): number => weightedSum(forward(g, x, w), e);
    expect(relativeDistance(dataGradient(g, w, e), finiteDifferences(x, loss))).toBeLessThan(1e-8);
    expect(relativeDistance(weightGradient(g, x, e), finiteDifferences(w, loss))).toBeLessThan(1e-8);
  });
  fc.assert(property, { seed: 2, numRuns: 10 });
});

test("codes of every width and binary32 are moved like reals, with their own padding", () => {
  const types = [Uint8Array, Uint16Array, Uint32Array, Float32Array] as const;
  const property = fc.property(geometries, seeds, fc.constantFrom(...types), (g, seed, type) => {
    const sizes = sizesOf(g);
    const codes = (length: number, from: number): Float64Array => randomIntegers(length, seed + from).map((value) => value + 8);
    const group = g.groups - 1;
    const [x, w, e] = [codes(sizes.inputs, 0), codes(sizes.weights, 1), codes(sizes.outputs, 2)];
    const padding = 200;

    const patches = { wide: new Float64Array(g.reduction * g.columns), narrow: new type(g.reduction * g.columns) };
    gatherPatches(g, group, x, { padding, out: patches.wide });
    gatherPatches(g, group, type.from(x), { padding, out: patches.narrow });
    expect([...patches.narrow]).toEqual([...patches.wide]);

    const phase = dataGradientPhases(g).at(-1)!;
    const gradients = { wide: new Float64Array(phase.k * phase.n), narrow: new type(phase.k * phase.n) };
    gatherPhaseGradients(g, phase, e, { group, padding, out: gradients.wide });
    gatherPhaseGradients(g, phase, type.from(e), { group, padding, out: gradients.narrow });
    expect([...gradients.narrow]).toEqual([...gradients.wide]);

    const weights = { wide: new Float64Array(phase.m * phase.k), narrow: new type(phase.m * phase.k) };
    gatherPhaseWeights(g, phase, w, { group, out: weights.wide });
    gatherPhaseWeights(g, phase, type.from(w), { group, out: weights.narrow });
    expect([...weights.narrow]).toEqual([...weights.wide]);
  });
  fc.assert(property, { seed: 3, numRuns: 150 });
});

test("filling the phases covers the input gradient of one group, each element once", () => {
  const property = fc.property(geometries, (g) => {
    const counts = new Float64Array(sizesOf(g).inputs);
    const once = new Float64Array(counts.length);
    for (const phase of dataGradientPhases(g)) {
      once.fill(0);
      fillPhase(g, phase, 0, { value: 1, out: once });
      once.forEach((value, i) => (counts[i] += value));
    }
    expect(part(counts, g, 0).every((count) => count === 1)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(counts.length / g.groups);
  });
  fc.assert(property, { seed: 4, numRuns: 100 });
});

describe("sizes", () => {
  const layer: Conv2dLayer = { kind: "conv2d", name: "conv2", from: ["pool1"], inputs: 6, outputs: 16, kernel: [5, 5], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, bias: true };
  const input = { features: 6, height: 14, width: 14 };

  test("of LeNet's second convolution", () => {
    const g = convGeometry(layer, input, 128);
    expect(g).toMatchObject({ output: { features: 16, height: 10, width: 10 }, reduction: 150, columns: 12_800, groupInputs: 6, groupOutputs: 16 });
    expect(dataGradientPhases(g)).toMatchObject([{ first: [0, 0], height: 14, width: 14, m: 6, n: 25_088, k: 400 }]);
  });

  test("of a strided 3 x 3: 1, 2, 2 and 4 taps", () => {
    const g = convGeometry({ ...layer, kernel: [3, 3], stride: [2, 2], padding: [1, 1] }, input, 2);
    expect(dataGradientPhases(g).map(({ taps, k, n }) => [taps.length, k, n])).toEqual([
      [1, 16, 98],
      [2, 32, 98],
      [2, 32, 98],
      [4, 64, 98],
    ]);
  });

  test("that do not fit are the user's mistake", () => {
    expect(() => convGeometry(layer, { ...input, features: 5 }, 1)).toThrow(expect.objectContaining({ code: "invalid-combination", path: "conv2" }));
    expect(() => convGeometry({ ...layer, groups: 4 }, input, 1)).toThrow(expect.objectContaining({ expected: "a divisor of 6 inputs and 16 outputs" }));
    expect(() => convGeometry(layer, { ...input, width: 4 }, 1)).toThrow(expect.objectContaining({ found: "an input of 14 x 4" }));
  });
});
