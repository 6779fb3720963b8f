import { mlpModel, stepOps, vectorInput } from "@lnsim/trace";
import { expect, test } from "vitest";
import { lowerStep } from "./lower-step.ts";

test("every op is lowered, with its shape, its non-linearity and its place", () => {
  const shape = { batch: 4, count: 1, ops: stepOps(mlpModel([6, 5, 3]), vectorInput(6), 4) };
  const ops = lowerStep(shape, 2);
  const timed = shape.ops.filter(({ operator }) => operator !== "relu");
  expect(ops.map(({ name, kind }) => [name, kind])).toEqual(timed.map(({ name, gemms, pass }) => [name, gemms ? "gemm" : pass]));
  expect(ops.find(({ name }) => name === "fc1.fprop")).toMatchObject({ m: 5, n: 4, k: 6, activation: true, output: "codes" });
  expect(ops.find(({ name }) => name === "fc2.fprop")).toMatchObject({ m: 3, n: 4, k: 5, activation: false, output: "spill" });
  expect(ops.find(({ name }) => name === "fc2.wgrad")).toMatchObject({ m: 5, n: 3, k: 4, output: "codes" });
  expect(ops.find(({ name }) => name === "fc1.update")).toMatchObject({ elements: 6 * 5 + 5, stateSlots: 2 });
});
