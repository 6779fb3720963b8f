import { describe, expect, test } from "vitest";
import { resnet18, resnet18Input } from "../testing/resnet18.ts";
import { parameterShapes } from "../graph/parameter-shapes.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import { charTransformerModel } from "../models/char-transformer.ts";
import { lenetModel } from "../models/lenet.ts";
import { resnetModel } from "../models/resnet.ts";
import { stepOps } from "./step-ops.ts";

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 16 };

const networks: readonly (readonly [string, readonly LayerSpec[], InputSpec])[] = [
  ["LeNet-5", lenetModel(images, 10), images],
  ["a small residual network", resnetModel(images, 10), images],
  ["ResNet-18", resnet18(), resnet18Input],
  ["a transformer", charTransformerModel(text, 30), text],
];

describe.each(networks)("one step of %s", (_, model, input) => {
  const ops = stepOps(model, input, 4);
  const parameters = model.flatMap(parameterShapes).map(({ name }) => name);

  test("reads only what was left before, or outlives the step", () => {
    const known = new Set(["input", ...parameters]);
    for (const op of ops) {
      for (const tensor of op.reads) expect(known, op.name).toContain(tensor);
      for (const tensor of op.writes) known.add(tensor);
    }
  });

  test("waits for every op that leaves what is read", () => {
    for (const op of ops.filter(({ pass }) => pass !== "update")) {
      const writers = ops.slice(0, op.id).filter(({ writes }) => writes.some((tensor) => op.reads.includes(tensor)));
      expect(op.after, op.name).toEqual(writers.map(({ id }) => id));
    }
  });

  test("forms the gradient of every parameter once and updates it after its last reader", () => {
    for (const parameter of parameters) {
      expect(ops.filter(({ writes }) => writes.includes(`${parameter}.grad`)), parameter).toHaveLength(1);
      const update = ops.filter(({ pass, writes }) => pass === "update" && writes.includes(parameter));
      expect(update, parameter).toHaveLength(1);
      const backward = ops.filter(({ pass, reads }) => pass === "dgrad" && reads.includes(parameter));
      for (const { id, name } of backward) expect(update[0]!.after, name).toContain(id);
    }
  });

  test("has names and numbers of its own, in order", () => {
    expect(new Set(ops.map(({ name }) => name)).size).toBe(ops.length);
    expect(ops.map(({ id }) => id)).toEqual(ops.map((_op, i) => i));
  });
});

describe("gradients of a tensor with several readers", () => {
  const ops = stepOps(resnetModel(images, 10), images, 4);
  const of = (name: string) => ops.find((op) => op.name === name)!;

  test("are summed before the pass below", () => {
    const sum = of("block1.relu2.sum.dgrad");
    expect(sum).toMatchObject({ operator: "add", elements: 4 * 8 * 14 * 14, writes: ["block1.relu2.out.grad"] });
    expect(sum.reads).toEqual(["block1.relu2.out.grad.block2.shortcut", "block1.relu2.out.grad.block2.conv1"]);
    expect(of("block1.relu2.dgrad").after).toContain(sum.id);
  });

  test("need no work where a residual addition passes them on", () => {
    expect(ops.some(({ layer, pass }) => layer === "block1.add" && pass === "dgrad")).toBe(false);
    expect(of("block1.conv2.norm.dgrad").reads[0]).toBe("block1.add.out.grad");
    expect(of("stem.relu.sum.dgrad").reads).toContain("block1.add.out.grad");
  });
});

test("nothing goes back to where nothing learns", () => {
  const model: readonly LayerSpec[] = [
    { kind: "flatten", name: "flat", from: ["input"] },
    { kind: "linear", name: "fc", from: ["flat"], inputs: 784, outputs: 10, bias: true },
  ];
  expect(stepOps(model, images, 1).map(({ name }) => name)).toEqual(["flat.fprop", "fc.fprop", "loss", "fc.wgrad", "fc.update"]);
});

test("an embedding has a gradient of its table and none of its tokens; positions pass theirs on", () => {
  const ops = stepOps(charTransformerModel(text, 30), text, 2);
  const of = (name: string) => ops.find((op) => op.name === name)!;
  expect(of("embedding.dgrad")).toMatchObject({ reads: ["position.out.grad", "input"], writes: ["embedding.weight.grad"] });
  expect(of("position.dgrad")).toMatchObject({ reads: ["position.out.grad"], writes: ["position.weight.grad"] });
});

describe("an input whose gradient is asked for", () => {
  const input: InputSpec = { kind: "image", features: 4, height: 1, width: 1, hasGradient: true };
  const linear = { kind: "linear", inputs: 4, outputs: 4, bias: false } as const;

  test("has it from its reader", () => {
    const ops = stepOps([{ ...linear, name: "fc", from: ["input"] }], input, 3);
    expect(ops.find(({ name }) => name === "fc.dgrad")).toMatchObject({ gemms: [{ m: 4, n: 3, k: 4, count: 1 }], writes: ["input.grad"] });
  });

  test("has the sum of those of several readers", () => {
    const model: readonly LayerSpec[] = [
      { ...linear, name: "left", from: ["input"] },
      { ...linear, name: "right", from: ["input"] },
      { kind: "add", name: "sum", from: ["left", "right"] },
    ];
    const sum = stepOps(model, input, 3).find(({ name }) => name === "input.sum.dgrad");
    expect(sum).toMatchObject({ elements: 12, reads: ["input.grad.right", "input.grad.left"], writes: ["input.grad"] });
  });
});

test("without a loss the backward pass starts from a gradient that is there", () => {
  const { model, input } = { model: lenetModel(images, 10), input: images };
  const [whole, open] = [stepOps(model, input, 2), stepOps(model, input, 2, { hasLoss: false })];
  expect(open.map(({ name }) => name)).toEqual(whole.map(({ name }) => name).filter((name) => name !== "loss"));
  expect(open.find(({ name }) => name === "fc3.dgrad")).toMatchObject({ reads: ["fc3.weight", "fc3.out.grad"], after: [] });
});
