import { expect, test } from "vitest";
import type { GemmOp, Op, VectorOp } from "../../workload/operation.ts";
import type { TensorUse } from "../../workload/tensor-use.ts";
import { describeChip } from "../testing/describe-chip.ts";
import { formulaArray } from "../testing/formula-array.ts";
import { epochKeys } from "./epoch-keys.ts";
import { lowerProgram } from "./lower-program.ts";

const codes = (name: string): TensorUse => ({ name, elements: 64, storedAs: "activations" });
const pass = (id: number, reads: readonly string[], write: string, after: readonly number[] = []): VectorOp => ({
  id,
  name: `pass ${id}`,
  kind: "vector",
  pass: "fprop",
  stages: [{ operation: "relu", elements: 64 }],
  elements: 64,
  reads: reads.map(codes),
  writes: [codes(write)],
  after,
});
const product = (id: number, given: Partial<GemmOp>): GemmOp => ({ id, name: `product ${id}`, kind: "gemm", pass: "fprop", m: 8, n: 8, k: 8, after: [], ...given });

function waitsOf(ops: readonly Op[]) {
  return lowerProgram(describeChip(), formulaArray(16), ops).ops.at(-1)!.waitsFor;
}

test("what reads a tensor waits for the op that leaves it", () => {
  const before = [pass(0, ["x"], "y"), pass(1, ["x"], "z"), pass(2, ["x"], "mask")];
  expect(waitsOf([...before, pass(3, ["z", "x", "y"], "out", [0, 1])])).toEqual({ start: [], a: [1], b: [], p: [0] });
  expect(waitsOf([...before, product(3, { a: codes("w"), b: codes("y"), after: [0] })])).toEqual({ start: [], a: [], b: [0], p: [] });
  // The name of one operand alone tells as much.
  expect(waitsOf([...before, product(3, { b: codes("y"), after: [0] })])).toEqual({ start: [], a: [], b: [0], p: [] });
  expect(waitsOf([...before, product(3, { pass: "dgrad", activation: true, b: codes("y"), mask: codes("mask"), after: [0, 2] })])).toEqual({ start: [], a: [], b: [0], p: [2] });
  expect(waitsOf([...before, product(3, { a: codes("y"), b: codes("y"), after: [0] })])).toEqual({ start: [], a: [0], b: [0], p: [] });
});

test("where that cannot be told everything that is loaded waits, or the op where nothing is", () => {
  const before = [pass(0, ["x"], "y")];
  expect(waitsOf([...before, product(1, { after: [0] })])).toEqual({ start: [], a: [0], b: [0], p: [] });
  expect(waitsOf([...before, pass(1, ["z"], "out", [0])])).toEqual({ start: [], a: [0], b: [], p: [] });
  expect(waitsOf([...before, pass(1, [], "out", [0])])).toEqual({ start: [0], a: [], b: [], p: [] });
});

test("ops of one shape are of one class, whatever they are called and wherever their tensors lie", () => {
  const { ops, jobs } = lowerProgram(describeChip(), formulaArray(16), [product(0, {}), product(1, { a: codes("w"), b: codes("v") }), product(2, { pass: "wgrad" }), product(3, { k: 9 }), pass(4, ["x"], "y"), pass(5, ["y"], "z")]);
  expect(ops.map(({ shapeClass }) => shapeClass)).toEqual([0, 0, 1, 2, 3, 3]);
  expect(jobs).toHaveLength(4);
});

test("keys of epochs tell apart what the ops around are, and how far away are those that they wait for", () => {
  const keys = (ops: readonly Op[]) => [...epochKeys(lowerProgram(describeChip(), formulaArray(16), ops))];
  const alike = keys(Array.from({ length: 20 }, (_, id) => pass(id, ["x"], "y", id > 0 ? [id - 1] : [])));
  expect(new Set(alike.slice(7, 19)).size).toBe(1);
  expect(alike[6]).not.toBe(alike[7]);
  const other = keys(Array.from({ length: 20 }, (_, id) => (id === 3 ? pass(id, ["x", "v"], "y", [2]) : pass(id, ["x"], "y", id > 0 ? [id - 1] : []))));
  // It is in the windows of the op before it and of six behind it.
  const isApart = other.map((key) => key !== other[15]);
  expect(isApart.slice(10, 19)).toEqual(Array.from({ length: 9 }, () => false));
  expect(isApart.slice(2, 10)).toEqual(Array.from({ length: 8 }, () => true));
  const near = keys(Array.from({ length: 20 }, (_, id) => pass(id, ["x"], "y", id >= 5 ? [id - (id % 2 === 0 ? 5 : 4)] : [])));
  expect(near[15]).not.toBe(near[16]);
  const far = keys(Array.from({ length: 20 }, (_, id) => pass(id, ["x"], "y", id >= 8 ? [id - (id % 2 === 0 ? 8 : 7)] : [])));
  expect(far[16]).toBe(far[17]);
});
