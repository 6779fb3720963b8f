import fc from "fast-check";
import { expect, test } from "vitest";
import type { Op, VectorOp } from "../../workload/operation.ts";
import type { StoredAs, TensorUse } from "../../workload/tensor-use.ts";
import { chooseTensors, type StashPlan } from "./choose-tensors.ts";

const bits = (storedAs: StoredAs): number => (storedAs === "spill" ? 16 : 8);
const use = (name: string, elements: number, storedAs: StoredAs = "activations"): TensorUse => ({ name, elements, storedAs });

function pass(id: number, reads: readonly TensorUse[], writes: readonly TensorUse[]): VectorOp {
  return { id, name: `pass ${id}`, kind: "vector", pass: "fprop", stages: [], elements: 1, reads, writes, after: [] };
}

const choose = (ops: readonly Op[], capacityBytes: number, wordBytes = 1): StashPlan => chooseTensors(ops, bits, { capacityBytes, wordBytes });
const places = ({ stayed }: StashPlan) => Object.fromEntries(stayed.map(({ name, offset }) => [name, offset]));

test("what fits stays, from its first write to its last read; what the step is given does not", () => {
  const plan = choose([pass(0, [use("in", 10)], [use("a", 10)]), pass(1, [use("a", 10)], [use("b", 10)])], 100);
  expect(plan).toMatchObject({ capacityBytes: 100, stayed: [{ name: "a", from: 0, until: 1, offset: 0 }, { name: "b", offset: 10 }], spilled: [{ name: "in" }] });
});

test("places are used again when a tensor is dead, and not in the op that reads it last", () => {
  const chain = [pass(0, [], [use("a", 10)]), pass(1, [use("a", 10)], [use("b", 10)]), pass(2, [use("b", 10)], [use("c", 10)])];
  expect(places(choose(chain, 20))).toEqual({ a: 0, b: 10, c: 0 });
  expect(Object.keys(places(choose(chain, 19)))).not.toEqual(["a", "b", "c"]);
});

test("what is used latest is spilled first: it holds its place longest for the bytes that it saves", () => {
  const ops = [pass(0, [], [use("late", 10)]), pass(1, [], [use("soon", 10)]), pass(2, [use("soon", 10)], [use("x", 1)]), pass(3, [use("late", 10)], [use("y", 1)])];
  const { stayed, spilled } = choose(ops, 11);
  expect(stayed.map(({ name }) => name)).toEqual(["soon", "x", "y"]);
  expect(spilled.map(({ name }) => name)).toEqual(["late"]);
  // Read often enough, it is worth its place.
  const busy = [...ops.slice(0, 3), pass(3, [use("late", 10), use("late", 10), use("late", 10)], [use("y", 1)])];
  expect(choose(busy, 11).stayed.map(({ name }) => name)).toContain("late");
});

test("what outlives the step stays all of it, and is there before", () => {
  const product: Op = { id: 0, name: "fc", kind: "gemm", pass: "fprop", m: 2, n: 2, k: 5, after: [], a: use("w", 10, "weights"), b: use("in", 10), out: use("out", 4, "spill") };
  const update: Op = { id: 1, name: "fc.update", kind: "update", pass: "update", elements: 10, parameter: "w", after: [] };
  const { stayed } = choose([product, update], 100);
  expect(stayed.map(({ name, from, until }) => [name, from, until])).toEqual([["out", 0, 0], ["w", -1, 2], ["w.update", -1, 2], ["w.state", -1, 2]]);
});

test("tensors take whole words", () => {
  const { stayed } = choose([pass(0, [], [use("a", 10), use("b", 3)])], 100, 8);
  expect(stayed.map(({ name, offset, heldBytes }) => [name, offset, heldBytes])).toEqual([["a", 0, 16], ["b", 16, 8]]);
});

test("whatever the step is, no two tensors are in one place at a time, all fit, and none is left out that would fit on top", () => {
  const name = fc.constantFrom(..."abcdefgh");
  const uses = fc.array(fc.record({ name, elements: fc.integer({ min: 1, max: 40 }) }), { maxLength: 3 });
  const steps = fc.array(fc.tuple(uses, uses), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 120 }), fc.constantFrom(1, 8), (drawn, capacityBytes, wordBytes) => {
      const named = (list: readonly { name: string; elements: number }[]) => list.map((each) => use(each.name, each.elements));
      const ops = drawn.map(([reads, writes], id) => pass(id, named(reads), named(writes)));
      const { stayed, spilled } = choose(ops, capacityBytes, wordBytes);
      for (const [op] of ops.entries()) {
        const held = new Uint8Array(capacityBytes);
        for (const { from, until, offset, heldBytes, bytes } of stayed) {
          expect(heldBytes).toBeGreaterThanOrEqual(bytes);
          if (from > op || until < op) continue;
          for (let place = offset; place < offset + heldBytes; place++) expect(held[place]!++).toBe(0);
        }
      }
      for (const { from, until, bytes } of spilled) {
        if (from < 0) continue;
        const top = stayed.reduce((most, other) => (other.from <= until && from <= other.until ? Math.max(most, other.offset + other.heldBytes) : most), 0);
        expect(top + Math.ceil(bytes / wordBytes) * wordBytes).toBeGreaterThan(capacityBytes);
      }
    }),
    { seed: 82, numRuns: 200 },
  );
});
