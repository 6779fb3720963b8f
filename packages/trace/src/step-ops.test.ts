import { describe, expect, test } from "vitest";
import { tinyTrace } from "../test/tiny-trace.ts";
import { macs, opCounts, stepMacs, totalMacs } from "./macs.ts";
import { mlpModel } from "./mlp-model.ts";
import { stepOps, stepShapes } from "./step-ops.ts";

const model = mlpModel([784, 256, 128, 10]);

test("MACs of a multilayer perceptron at batch 64 equal those counted in PyTorch with hooks", () => {
  const [shape] = stepShapes(model, { samples: 64, batchSize: 64, epochs: 1 });
  expect(stepMacs(shape!)).toEqual({ fprop: 15_024_128, dgrad: 2_179_072, wgrad: 15_024_128 });
});

test("MNIST in batches of 128 is 468 full steps and one of 96 an epoch", () => {
  const shapes = stepShapes(model, { samples: 60_000, batchSize: 128, epochs: 2 });
  expect(shapes.map(({ batch, count }) => ({ batch, count }))).toEqual([
    { batch: 128, count: 936 },
    { batch: 96, count: 2 },
  ]);
});

test("a data set smaller than a batch is one short step", () => {
  expect(stepShapes(model, { samples: 5, batchSize: 128, epochs: 3 })).toMatchObject([{ batch: 5, count: 3 }]);
});

describe("one step", () => {
  const ops = stepOps(model, 128);

  test("runs forward, loss, backward, updates", () => {
    expect(ops.map((op) => op.name)).toEqual([
      "fc1.fprop", "fc2.fprop", "fc3.fprop", "loss",
      "fc3.dgrad", "fc3.wgrad", "fc2.dgrad", "fc2.wgrad", "fc1.wgrad",
      "fc1.update", "fc2.update", "fc3.update",
    ]);
  });

  test("has the sizes of the PE's convention", () => {
    const sizes = Object.fromEntries(ops.flatMap((op) => (op.gemm ? [[op.name, Object.values(op.gemm)]] : [])));
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
    const known = new Set(["input", ...model.map((layer) => `${layer.name}.weight`)]);
    for (const op of ops) {
      for (const name of [op.a, op.b]) if (name !== undefined) expect(known, op.name).toContain(name);
      known.add(op.out!);
    }
  });
});

test("counts of a trace: one full step, and all steps", () => {
  const { header } = tinyTrace();
  expect(macs(header)).toEqual({ fprop: 2 * 10, dgrad: 2 * 4, wgrad: 2 * 10 });
  expect(totalMacs(header)).toEqual({ fprop: 10 * 10, dgrad: 10 * 4, wgrad: 10 * 10 });
  expect(opCounts(header)).toEqual({ fprop: 2, loss: 1, dgrad: 1, wgrad: 2, update: 2 });
});
