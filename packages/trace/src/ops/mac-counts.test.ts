import { describe, expect, test } from "vitest";
import { resnet18, resnet18Input } from "../testing/resnet18.ts";
import { issuedMacs, stepMacs } from "../macs.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import { charTransformerModel } from "../models/char-transformer.ts";
import { lenetModel } from "../models/lenet.ts";
import { mlpModel, vectorInput } from "../models/mlp.ts";
import { stepOps } from "./step-ops.ts";

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };

function shapeOf(model: readonly LayerSpec[], input: InputSpec, batch: number) {
  return { batch, count: 1, ops: stepOps(model, input, batch) };
}

describe("multiply-accumulates equal those that PyTorch's hooks count in one iteration", () => {
  const networks: readonly (readonly [string, ReturnType<typeof shapeOf>, readonly [number, number, number]])[] = [
    ["MLP, batch 64", shapeOf(mlpModel([784, 256, 128, 10]), vectorInput(784), 64), [15_024_128, 2_179_072, 15_024_128]],
    ["LeNet-5, batch 8", shapeOf(lenetModel(images, 10), images, 8), [3_332_160, 2_391_360, 3_332_160]],
    ["ResNet-18, batch 8", shapeOf(resnet18(), resnet18Input, 8), [296_132_608, 276_865_024, 296_132_608]],
  ];
  test.each(networks)("%s", (_, shape, [fprop, dgrad, wgrad]) => {
    expect(stepMacs(shape)).toEqual({ fprop, dgrad, wgrad });
  });

  /** Of every layer with weights: M, N, K of the pass and whether it has a dgrad, as counted on ResNet-18. */
  test("layer by layer", () => {
    const { ops } = shapeOf(resnet18(), resnet18Input, 8);
    const sizes = (name: string): readonly unknown[] => ops.find((op) => op.name === name)!.gemms!.map(({ m, n, k, count }) => [m, n, k, count]);
    expect(sizes("conv1.fprop")).toEqual([[64, 2048, 147, 1]]);
    expect(sizes("conv1.wgrad")).toEqual([[147, 64, 2048, 1]]);
    expect(ops.some(({ name }) => name === "conv1.dgrad")).toBe(false);
    expect(sizes("layer3.0.conv1.fprop")).toEqual([[256, 32, 1152, 1]]);
    expect(sizes("layer4.0.downsample.0.wgrad")).toEqual([[256, 512, 8, 1]]);
    expect(sizes("fc.dgrad")).toEqual([[512, 8, 10, 1]]);
  });
});

describe("what is issued differs from what is useful in dgrad alone", () => {
  test("LeNet's unpadded convolution is issued with the zeros around its gradients", () => {
    const shape = shapeOf(lenetModel(images, 10), images, 8);
    const conv2 = shape.ops.find(({ name }) => name === "conv2.dgrad")!;
    expect(conv2.gemms).toEqual([{ m: 6, n: 8 * 14 * 14, k: 25 * 16, count: 1 }]);
    expect(conv2.usefulMacs).toBe(1_920_000);
    expect(issuedMacs(conv2)).toBe(6 * 8 * 196 * 400);
    const issued = stepMacs(shape, issuedMacs);
    expect([issued.fprop, issued.wgrad]).toEqual([3_332_160, 3_332_160]);
    expect(issued.dgrad).toBe(2_391_360 - 1_920_000 + 3_763_200);
  });

  test("strided convolutions of even sizes issue no more than useful products", () => {
    const shape = shapeOf(resnet18(), resnet18Input, 8);
    expect(shape.ops.filter((op) => op.usefulMacs !== undefined).map(({ name }) => name)).toEqual([]);
  });
});

test("attention: two products forward, four backward, each once per head and sample", () => {
  const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 64 };
  const { ops } = shapeOf(charTransformerModel(text, 81), text, 3);
  const products = ops.filter(({ layer, gemms }) => layer === "block2.attention" && gemms !== undefined);
  expect(products.map(({ name, gemms }) => [name.slice("block2.attention.".length), ...Object.values(gemms![0]!)])).toEqual([
    ["scores.fprop", 64, 64, 16, 12],
    ["context.fprop", 16, 64, 64, 12],
    ["context.dgrad", 64, 64, 16, 12],
    ["context.wgrad", 64, 16, 64, 12],
    ["scores.dgrad", 16, 64, 64, 12],
    ["scores.wgrad", 16, 64, 64, 12],
  ]);
});
