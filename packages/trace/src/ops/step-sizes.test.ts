import { describe, expect, test } from "vitest";
import { resnet18, resnet18Input } from "../testing/resnet18.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import { charTransformerModel } from "../models/char-transformer.ts";
import type { StepShape } from "../schema.ts";
import { stepOps } from "./step-ops.ts";
import { tensorElements } from "./step-sizes.ts";

const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 16 };
const batch = 3;

function stepOf(model: readonly LayerSpec[], input: InputSpec) {
  const shape: StepShape = { batch, count: 1, ops: stepOps(model, input, batch) };
  return { shape, header: { model, input } };
}

const residual = stepOf(resnet18(), resnet18Input);
const transformer = stepOf(charTransformerModel(text, 30), text);

test.each<[string, ReturnType<typeof stepOf>]>([["ResNet-18", residual], ["a transformer", transformer]])(
  "every tensor of %s has a size, no larger than the ops that name it say",
  (_, { shape, header }) => {
    for (const op of shape.ops) {
      for (const tensor of [...op.reads, ...op.writes]) {
        const elements = tensorElements(header, shape, tensor);
        expect(Number.isSafeInteger(elements) && elements > 0, `${op.name}: ${tensor}`).toBe(true);
        if (op.elements !== undefined) expect(elements, `${op.name}: ${tensor}`).toBeLessThanOrEqual(op.elements);
      }
    }
  },
);

describe("sizes of tensors", () => {
  test.each([
    ["input", 3 * 32 * 32 * batch],
    ["conv1.weight", 64 * 3 * 49],
    ["conv1.weight.grad", 64 * 3 * 49],
    ["conv1.out", 64 * 16 * 16 * batch],
    ["conv1.bn.statistics", 2 * 64],
    ["conv1.bn.bias.grad", 64],
    ["maxpool.out.grad", 64 * 8 * 8 * batch],
    ["layer2.0.conv1.out.grad", 128 * 4 * 4 * batch],
    ["layer1.1.out.out.grad.layer2.0.downsample.0", 64 * 8 * 8 * batch],
    ["fc.out.grad", 10 * batch],
  ])("%s of a residual network", (tensor, elements) => {
    expect(tensorElements(residual.header, residual.shape, tensor)).toBe(elements);
  });

  test.each([
    ["input", 16 * batch],
    ["embedding.weight", 64 * 30],
    ["position.weight.grad", 64 * 16],
    ["block1.norm1.statistics", 2 * 16 * batch],
    ["block1.qkv.out", 192 * 16 * batch],
    ["block1.attention.scores", 16 * 16 * 4 * batch],
    ["block1.attention.probabilities.grad", 16 * 16 * 4 * batch],
    ["block1.qkv.out.grad", 192 * 16 * batch],
    ["position.out.grad.block1.norm1", 64 * 16 * batch],
    ["head.out", 30 * 16 * batch],
  ])("%s of a transformer", (tensor, elements) => {
    expect(tensorElements(transformer.header, transformer.shape, tensor)).toBe(elements);
  });

  test("of the same layers at another batch", () => {
    const { header } = residual;
    const shape: StepShape = { batch: 7, count: 1, ops: stepOps(header.model, header.input, 7) };
    expect(tensorElements(header, shape, "fc.out")).toBe(70);
    expect(tensorElements(header, residual.shape, "fc.out")).toBe(10 * batch);
  });

  test("of a trace that does not know its layers are those of the ops", () => {
    const { shape } = stepOf(charTransformerModel(text, 30), text);
    const header = { model: [] };
    expect(tensorElements(header, shape, "head.out")).toBe(30 * 16 * batch);
    expect(tensorElements(header, shape, "head.weight")).toBe(30 * 64);
  });

  test("no op, no tensor", () => {
    expect(() => tensorElements(residual.header, residual.shape, "fc9.out")).toThrow("fc9.out");
  });
});
