import { buildNetwork, issuedMacs, mlpModel, stepMacs, stepOps, vectorInput, type InputSpec, type NetworkName, type StepShape } from "@lnsim/trace";
import { describe, expect, test } from "vitest";
import { lowerStep, untimedOps } from "./lower-step.ts";

test("every product, the loss and the updates are lowered, with their shape, their non-linearity and their place", () => {
  const shape = { batch: 4, count: 1, ops: stepOps(mlpModel([6, 5, 3]), vectorInput(6), 4) };
  const ops = lowerStep(shape, 2);
  const timed = shape.ops.filter(({ operator }) => operator !== "relu");
  expect(ops.map(({ name, kind }) => [name, kind])).toEqual(timed.map(({ name, gemms, pass }) => [name, gemms ? "gemm" : pass]));
  expect(ops.find(({ name }) => name === "fc1.fprop")).toMatchObject({ m: 5, n: 4, k: 6, activation: true, output: "codes" });
  expect(ops.find(({ name }) => name === "fc2.fprop")).toMatchObject({ m: 3, n: 4, k: 5, activation: false, output: "spill" });
  expect(ops.find(({ name }) => name === "fc2.dgrad")).toMatchObject({ m: 5, n: 4, k: 3, activation: true, output: "codes" });
  expect(ops.find(({ name }) => name === "fc2.wgrad")).toMatchObject({ m: 5, n: 3, k: 4, output: "codes" });
  expect(ops.find(({ name }) => name === "fc1.update")).toMatchObject({ elements: 6 * 5 + 5, stateSlots: 2 });
  expect(untimedOps(shape)).toEqual([]);
});

function shapeOf(name: NetworkName, input: InputSpec): StepShape {
  const { model, input: read } = buildNetwork(name, { input, classes: 10, hidden: [] });
  return { batch: 2, count: 1, ops: stepOps(model, read, 2) };
}

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 8 };
const networks: readonly (readonly [NetworkName, StepShape])[] = [
  ["lenet", shapeOf("lenet", images)],
  ["resnet", shapeOf("resnet", images)],
  ["char-transformer", shapeOf("char-transformer", text)],
];

describe.each(networks)("a step of %s", (_, shape) => {
  const ops = lowerStep(shape, 1);

  test("stands in order and issues all products", () => {
    expect(ops.map(({ id }) => id)).toEqual(ops.map((_op, i) => i));
    for (const { id, after } of ops) expect(Math.max(-1, ...after)).toBeLessThan(id);
    const macs = ops.reduce((sum, op) => sum + (op.kind === "gemm" ? op.m * op.n * op.k : 0), 0);
    const { fprop, dgrad, wgrad } = stepMacs(shape, issuedMacs);
    expect(macs).toBe(fprop + dgrad + wgrad);
  });

  test("waits through what is left out: nothing but the first product is free to start", () => {
    expect(ops.filter(({ after }) => after.length === 0).map(({ id }) => id)).toEqual([0]);
  });
});

test("what the machine is not asked for is named", () => {
  const lenet = untimedOps(shapeOf("lenet", images)).map(({ name }) => name);
  expect(lenet).toEqual([
    "pool1.fprop", "pool2.fprop", "flatten.fprop",
    "flatten.dgrad", "pool2.dgrad", "relu2.dgrad", "pool1.dgrad", "relu1.dgrad",
  ]);
});

test("strided convolutions have a product a phase, heads one each", () => {
  const resnet = lowerStep(shapeOf("resnet", images), 1);
  const phases = resnet.filter(({ name }) => name.startsWith("block2.conv1.dgrad"));
  expect(phases).toMatchObject([
    { name: "block2.conv1.dgrad[0]", m: 8, n: 2 * 49, k: 16 },
    { m: 8, n: 2 * 49, k: 32 },
    { m: 8, n: 2 * 49, k: 32 },
    { name: "block2.conv1.dgrad[3]", m: 8, n: 2 * 49, k: 64 },
  ]);
  const heads = lowerStep(shapeOf("char-transformer", text), 1).filter(({ name }) => name.startsWith("block1.attention.scores.fprop"));
  expect(heads).toHaveLength(2 * 4);
  expect(new Set(heads.map(({ after }) => after.join())).size).toBe(1);
});
