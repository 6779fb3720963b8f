import { describe, expect, test } from "vitest";
import { tinyTrace } from "../testing/tiny-trace.ts";
import { macs, opCounts, stepMacs, totalMacs } from "../macs.ts";
import { parameterShapes } from "../graph/parameter-shapes.ts";
import { mlpModel, vectorInput } from "../models/mlp.ts";
import { stepOps } from "./step-ops.ts";
import { stepShapes } from "./step-shapes.ts";

const model = mlpModel([784, 256, 128, 10]);
const input = vectorInput(784);

test("MACs of a multilayer perceptron at batch 64 equal those counted in PyTorch with hooks", () => {
  const [shape] = stepShapes(model, input, { samples: 64, batchSize: 64, epochs: 1 });
  expect(stepMacs(shape!)).toEqual({ fprop: 15_024_128, dgrad: 2_179_072, wgrad: 15_024_128 });
});

test("MNIST in batches of 128 is 468 full steps and one of 96 an epoch", () => {
  const shapes = stepShapes(model, input, { samples: 60_000, batchSize: 128, epochs: 2 });
  expect(shapes.map(({ batch, count }) => ({ batch, count }))).toEqual([
    { batch: 128, count: 936 },
    { batch: 96, count: 2 },
  ]);
});

test("a data set smaller than a batch is one short step", () => {
  expect(stepShapes(model, input, { samples: 5, batchSize: 128, epochs: 3 })).toMatchObject([{ batch: 5, count: 3 }]);
});

describe("one step", () => {
  const ops = stepOps(model, input, 128);

  test("runs forward, loss, backward, updates", () => {
    expect(ops.map((op) => op.name)).toEqual([
      "fc1.fprop", "relu1.fprop", "fc2.fprop", "relu2.fprop", "fc3.fprop", "loss",
      "fc3.dgrad", "fc3.wgrad", "relu2.dgrad", "fc2.dgrad", "fc2.wgrad", "relu1.dgrad", "fc1.wgrad",
      "fc1.update", "fc2.update", "fc3.update",
    ]);
  });

  test("has the sizes of the PE's convention", () => {
    const sizes = Object.fromEntries(ops.flatMap((op) => (op.gemms ? [[op.name, Object.values(op.gemms[0]!).slice(0, 3)]] : [])));
    expect(sizes).toEqual({
      "fc1.fprop": [256, 128, 784],
      "fc2.fprop": [128, 128, 256],
      "fc3.fprop": [10, 128, 128],
      "fc3.dgrad": [128, 128, 10],
      "fc3.wgrad": [128, 10, 128],
      "fc2.dgrad": [256, 128, 128],
      "fc2.wgrad": [256, 128, 128],
      "fc1.wgrad": [784, 256, 128],
    });
  });

  test("an update waits for the passes that read the old weights", () => {
    const id = (name: string): number => ops.find((op) => op.name === name)!.id;
    expect(ops[id("fc2.update")]!.after).toEqual([id("fc2.dgrad"), id("fc2.wgrad")]);
    expect(ops[id("fc1.update")]!.after).toEqual([id("fc1.wgrad")]);
    expect(ops[id("fc2.update")]!.elements).toBe(256 * 128 + 128);
  });

  test("every tensor that is read was written before, or outlives the step", () => {
    const known = new Set(["input", ...model.flatMap(parameterShapes).map(({ name }) => name)]);
    for (const op of ops) {
      for (const name of op.reads) expect(known, op.name).toContain(name);
      for (const name of op.writes) known.add(name);
    }
  });
});

test("counts of a trace: one full step, and all steps", () => {
  const { header } = tinyTrace();
  expect(macs(header)).toEqual({ fprop: 2 * 10, dgrad: 2 * 4, wgrad: 2 * 10 });
  expect(totalMacs(header)).toEqual({ fprop: 10 * 10, dgrad: 10 * 4, wgrad: 10 * 10 });
  expect(opCounts(header)).toEqual({ fprop: 3, loss: 1, dgrad: 2, wgrad: 2, update: 2 });
});
