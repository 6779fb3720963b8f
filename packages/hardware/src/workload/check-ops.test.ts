import { expect, test } from "vitest";
import { checkOps } from "./check-ops.ts";
import type { VectorOp } from "./operation.ts";

const tensor = (elements = 8) => ({ name: "t", elements, storedAs: "spill" as const });
const pass = (more: Partial<VectorOp> = {}): VectorOp => ({
  id: 0, name: "pass", kind: "vector", pass: "fprop", stages: [{ operation: "relu", elements: 8 }], elements: 8, reads: [tensor()], writes: [tensor()], after: [], ...more,
});

test.each<[string, Partial<VectorOp>, string]>([
  ["four operands", { reads: [tensor(), tensor(), tensor(), tensor()] }, "ops[0].reads"],
  ["no result", { writes: [] }, "ops[0].writes"],
  ["three results", { writes: [tensor(), tensor(), tensor()] }, "ops[0].writes"],
  ["an empty tensor", { writes: [tensor(0)] }, "ops[0].writes[0].elements"],
  ["no elements", { elements: 0 }, "ops[0].elements"],
])("a pass with %s is refused", (_, more, path) => {
  expect(() => checkOps([pass(more)])).toThrow(expect.objectContaining({ code: "invalid-value", path }));
});

test("a pass of at most three operands and two results is taken", () => {
  expect(() => checkOps([pass({ reads: [], writes: [tensor()] }), pass({ id: 1, reads: [tensor(), tensor(), tensor()], writes: [tensor(), tensor()] })])).not.toThrow();
});

test("products are counted in whole numbers", () => {
  const gemm = { id: 0, name: "heads", kind: "gemm", pass: "fprop", m: 1, n: 1, k: 1, count: 0, after: [] } as const;
  expect(() => checkOps([gemm])).toThrow(expect.objectContaining({ path: "ops[0].count" }));
});
