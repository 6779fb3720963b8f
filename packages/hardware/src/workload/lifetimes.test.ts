import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GemmOp, Op, UpdateOp, VectorOp } from "./operation.ts";
import type { StoredAs, TensorUse } from "./tensor-use.ts";
import { peakOf, placeTensors, tensorLifetimes } from "./lifetimes.ts";

const bits = (storedAs: StoredAs) => ({ mask: 1, spill: 16, update: 16, state: 16 })[storedAs as string] ?? 8;
const use = (name: string, elements: number, storedAs: StoredAs): TensorUse => ({ name, elements, storedAs });

const product: GemmOp = {
  id: 0, name: "fc.fprop", kind: "gemm", pass: "fprop", m: 10, n: 4, k: 20, after: [], output: "spill",
  a: use("fc.weight", 200, "weights"), b: use("input", 80, "activations"), out: use("fc.out", 40, "spill"),
};
const loss: VectorOp = {
  id: 1, name: "loss", kind: "vector", pass: "loss", stages: [{ operation: "loss", elements: 40 }], elements: 40, after: [0],
  reads: [use("fc.out", 40, "spill")], writes: [use("fc.out.grad", 40, "gradients")],
};
const wgrad: GemmOp = {
  id: 2, name: "fc.wgrad", kind: "gemm", pass: "wgrad", m: 20, n: 10, k: 4, after: [1],
  a: use("input", 80, "activations"), b: use("fc.out.grad", 40, "gradients"), out: use("fc.weight.grad", 200, "weightGradients"),
};
const update: UpdateOp = { id: 3, name: "fc.update", kind: "update", pass: "update", elements: 210, parameter: "fc.weight", after: [2] };
const step: readonly Op[] = [product, loss, wgrad, update];

const livesOf = (ops: readonly Op[]) => Object.fromEntries(tensorLifetimes(ops, bits).map(({ name, bytes, from, until }) => [name, [bytes, from, until]]));

test("a tensor lives from its first write to its last read; what is kept outlives the step", () => {
  expect(livesOf(step)).toEqual({
    "fc.weight": [210, -1, 4],
    input: [80, -1, 2],
    "fc.out": [80, 0, 1],
    "fc.out.grad": [40, 1, 2],
    "fc.weight.grad": [210, 2, 3],
    "fc.weight.update": [420, -1, 4],
    "fc.weight.state": [420, -1, 4],
  });
});

test("what no op reads lives while it is written, and bits make whole bytes", () => {
  const pass: VectorOp = { ...loss, writes: [use("kept", 9, "mask")] };
  expect(livesOf([product, pass])["kept"]).toEqual([2, 1, 1]);
});

test("what an update stores is called after it where its parameters have no name", () => {
  const { parameter: _, ...nameless } = update;
  expect(tensorLifetimes([{ ...nameless, stateSlots: 0 }], bits).map(({ name }) => name)).toEqual(["fc.update.update", "fc.update", "fc.update.grad"]);
});

describe("the peak", () => {
  test("is where most is alive, with what an op reads and writes together", () => {
    const peak = peakOf(tensorLifetimes(step, bits), step.length);
    expect(peak).toMatchObject({ op: 2, bytes: 210 + 80 + 40 + 210 + 420 + 420 });
    expect(peak.tensors.map(({ name }) => name)).toEqual(["fc.weight.update", "fc.weight.state", "fc.weight", "fc.weight.grad", "input", "fc.out.grad"]);
  });

  test("of nothing is nothing", () => expect(peakOf([], 0)).toEqual({ bytes: 0, op: -1, tensors: [] }));

  test("is the largest sum over the ops, whatever they read and write", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e");
    const uses = fc.array(fc.record({ name, elements: fc.integer({ min: 1, max: 99 }) }), { maxLength: 2 });
    const ops = fc.array(fc.tuple(uses, uses), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ops, (drawn) => {
        const named = (list: readonly { name: string; elements: number }[]) => list.map((each) => use(each.name, each.elements, "spill"));
        const passes = drawn.map(([reads, writes], id): VectorOp => ({ ...loss, id, after: [], reads: named(reads), writes: named(writes) }));
        const lives = tensorLifetimes(passes, bits);
        const sums = passes.map((_, op) => lives.reduce((sum, { from, until, bytes }) => (from <= op && op <= until ? sum + bytes : sum), 0));
        const peak = peakOf(lives, passes.length);
        expect(peak.bytes).toBe(Math.max(...sums));
        expect(peak.tensors.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(peak.bytes);
      }),
      { seed: 71, numRuns: 100 },
    );
  });
});

test("tensors start on multiples of the span and do not meet", () => {
  const places = placeTensors(tensorLifetimes(step, bits), 256);
  expect([...places]).toEqual([
    ["fc.out", 0], ["fc.weight", 256], ["input", 512], ["fc.out.grad", 768], ["fc.weight.grad", 1024], ["fc.weight.update", 1280], ["fc.weight.state", 1792],
  ]);
});
