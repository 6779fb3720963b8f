import type { TraceOp } from "@lnsim/trace";
import { expect, test } from "vitest";
import { passGroups } from "./pass-groups.ts";

type Draft = readonly [name: string, operator: TraceOp["operator"], reads: readonly string[], writes: readonly string[], pass?: TraceOp["pass"]];

/** Ops in order; each waits for the writers of what it reads. */
function step(...drafts: readonly Draft[]): readonly TraceOp[] {
  return drafts.map(([name, operator, reads, writes, pass = "fprop"], id) => ({
    id, name, layer: name, pass, operator, elements: 8, reads, writes,
    after: drafts.flatMap(([, , , left], writer) => (writer < id && left.some((tensor) => reads.includes(tensor)) ? [writer] : [])),
  }));
}

const groupsOf = (...drafts: readonly Draft[]) => passGroups(step(...drafts)).map((group) => group.map(({ name }) => name));

test("a chain of pointwise work is one pass, behind what starts it", () => {
  expect(groupsOf(["n", "batch-norm", ["x"], ["a"]], ["d", "dropout", ["a"], ["b", "d.mask"]], ["g", "gelu", ["b"], ["c"]])).toEqual([["n", "d", "g"]]);
});

test("what something else reads has to be stored, so that its pass ends", () => {
  expect(groupsOf(["n", "batch-norm", ["x"], ["a"]], ["r", "relu", ["a"], ["b"]], ["p", "max-pool", ["a"], ["c"]])).toEqual([["n"], ["r"], ["p"]]);
});

test("a norm starts a pass, since it needs the statistics of all of its operand", () => {
  expect(groupsOf(["s", "add", ["x", "y"], ["a"]], ["n", "layer-norm", ["a"], ["b"]])).toEqual([["s"], ["n"]]);
});

test("a sum joins both passes in front when three tensors are enough, and one where they are not", () => {
  const branch = (name: string, reads: readonly string[]): Draft => [name, "add", reads, [`${name}.out`]];
  const sum: Draft = ["s", "add", ["a.out", "b.out"], ["c"]];
  expect(groupsOf(branch("a", ["x", "y"]), ["b", "gelu", ["z"], ["b.out"]], sum)).toEqual([["a", "b", "s"]]);
  expect(groupsOf(branch("a", ["x", "y"]), branch("b", ["z", "w"]), sum)).toEqual([["b"], ["a", "s"]]);
});

test("a pass that ends later holds nobody up: who needs what it leaves beside its result stands behind it", () => {
  const pool: Draft = ["p", "max-pool", ["x"], ["a", "kept"]];
  const relu: Draft = ["r", "relu", ["a"], ["b"]];
  const other: Draft = ["o", "gelu", ["kept"], ["c"]];
  expect(groupsOf(pool, other, relu)).toEqual([["p"], ["o"], ["r"]]);
  expect(groupsOf(pool, relu, other)).toEqual([["p", "r"], ["o"]]);
});

test("products and updates stand alone", () => {
  const product: Draft = ["m", "linear", ["w", "x"], ["a"]];
  const [gemm, relu] = step(product, ["r", "dropout", ["a"], ["b"]]);
  const groups = passGroups([{ ...gemm!, gemms: [{ m: 1, n: 1, k: 1, count: 1 }] }, relu!]);
  expect(groups.map((group) => group.map(({ name }) => name))).toEqual([["m"], ["r"]]);
});
