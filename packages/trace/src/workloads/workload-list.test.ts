import { describe, expect, test } from "vitest";
import { layerShapes } from "../graph/layer-shapes.ts";
import { parameterCount } from "../graph/parameter-shapes.ts";
import { stepMacs } from "../macs.ts";
import { buildTrace } from "./build-trace.ts";
import { gptSizes } from "./gpt.ts";
import { findWorkload, workloadNames } from "./workload-list.ts";

/** Multiply-accumulates of one sample's forward pass. */
function forwardMacs(name: string): number {
  return stepMacs(buildTrace(findWorkload(name)!, 1).header.stepShapes[0]!).fprop;
}

describe("forward multiply-accumulates of a sample are the published ones, to 0.1 %", () => {
  test.each([
    ["resnet18", 1.8141e9],
    ["resnet50", 4.0892e9],
    ["resnet50-v1", 3.858e9],
    ["vgg11", 7.609e9],
    ["vgg16", 15.47e9],
    ["bert-base", 35.333e9],
    ["bert-large", 123.212e9],
    ["lenet", 416_520],
    ["mlp", 234_752],
    ["gpt:1.7b", 3.836e12],
    ["gpt:7.5b", 1.651e13],
    ["gpt:39.1b", 8.332e13],
    ["gpt:145.6b", 3.064e14],
    ["gpt:529.6b", 1.103e15],
    ["gpt:1t", 2.092e15],
  ])("%s", (name, published) => {
    expect(Math.abs(forwardMacs(name) / published - 1)).toBeLessThan(0.001);
  });

  /** Layers times 12 h^2 s + 2 s^2 h, and the head. */
  test("a transformer's are those of its closed form", () => {
    const form = (layers: number, h: number, s: number, outputs: number): number => layers * (12 * h * h * s + 2 * s * s * h) + outputs * h * s;
    expect(forwardMacs("bert-base")).toBe(form(12, 768, 384, 2));
    expect(forwardMacs("bert-large")).toBe(form(24, 1024, 384, 2));
    for (const [size, [layers, hidden]] of Object.entries(gptSizes)) expect(forwardMacs(`gpt:${size}`), size).toBe(form(layers, hidden, 2048, 51200));
  });
});

describe("numbers of parameters are the published ones", () => {
  const parameters = (name: string): number => parameterCount(findWorkload(name)!.model);

  test.each([
    ["resnet18", 11_689_512],
    ["resnet50", 25_557_032],
    ["resnet50-v1", 25_557_032],
    ["vgg11", 132_863_336],
    ["vgg16", 138_357_544],
    ["lenet", 61_706],
    ["mlp", 235_146],
  ])("%s", (name, count) => expect(parameters(name)).toBe(count));

  test("BERT, without the segment table and the positions beyond the sequence", () => {
    expect(parameters("bert-base") + (128 + 2) * 768).toBe(108_893_186);
    expect(parameters("bert-large") + (128 + 2) * 1024).toBe(334_094_338);
  });

  /** 12 l h^2 (1 + 13 / 12h + (V + s) / 12lh) in the paper, and the last norm; the head shares the embedding's table there. */
  test.each(Object.entries(gptSizes))("GPT of %s", (size, [layers, h]) => {
    const published = 12 * layers * h * h + 13 * layers * h + (51200 + 2048) * h;
    expect(parameters(`gpt:${size}`) - 51200 * h).toBe(published + 2 * h);
    const billions = size === "1t" ? "1008.0" : size.slice(0, -1);
    expect((published / 1e9).toFixed(1)).toBe(billions);
  });
});

test("ResNet-50's versions differ in where the stride is", () => {
  const strided = (name: string) =>
    findWorkload(name)!.model.flatMap((layer) => (layer.kind === "conv2d" && layer.stride[0] === 2 && layer.name.includes("conv") ? [`${layer.name} ${layer.kernel[0]}`] : []));
  expect(strided("resnet50")).toEqual(["conv1 7", "layer2.0.conv2 3", "layer3.0.conv2 3", "layer4.0.conv2 3"]);
  expect(strided("resnet50-v1")).toEqual(["conv1 7", "layer2.0.conv1 1", "layer3.0.conv1 1", "layer4.0.conv1 1"]);
});

test("feature maps shrink as they should", () => {
  const { model, input } = findWorkload("resnet50")!;
  const shapes = new Map(layerShapes(model, input).map((shape, i) => [model[i]!.name, shape]));
  const at = (name: string) => Object.values(shapes.get(name)!);
  expect(["maxpool", "layer1.2.relu", "layer2.3.relu", "layer3.5.relu", "layer4.2.relu"].map(at)).toEqual([
    [64, 56, 56], [256, 56, 56], [512, 28, 28], [1024, 14, 14], [2048, 7, 7],
  ]);
});

test("a GPT of any sizes", () => {
  const { model, input, title } = findWorkload("gpt:layers=2,hidden=64,heads=4,sequence=16,vocabulary=100")!;
  expect(title).toBe("GPT of 2 blocks, 64 features, 4 heads");
  expect(input.width).toBe(16);
  expect(model).toHaveLength(3 + 2 * 12 + 2);
  expect(model.filter(({ kind }) => kind === "attention")).toMatchObject([{ features: 64, heads: 4, causal: true }, {}]);
  expect(findWorkload("gpt:heads=32,layers=36,hidden=4096")!.model).toEqual(findWorkload("gpt:7.5b")!.model);
});

test("other names are nobody's", () => {
  for (const name of ["resnet", "mnist-lenet", "gem:1,2,3", "toString", "C:/trace"]) expect(findWorkload(name), name).toBeUndefined();
  expect(new Set(workloadNames).size).toBe(19);
});

describe("a GPT that cannot be is refused", () => {
  test.each([
    ["gpt:2t", { found: "2t", nearest: "1t" }],
    ["gpt:", { found: "" }],
    ["gpt:layer=2,hidden=64,heads=4", { found: "layer", nearest: "layers" }],
    ["gpt:layers=2,heads=4", { found: "no hidden" }],
    ["gpt:layers=2,hidden=0,heads=4", { found: "hidden = 0" }],
    ["gpt:layers=2,layers=2,hidden=8,heads=4", { found: "layers twice" }],
    ["gpt:layers=2,hidden,heads=4", { found: "hidden", expected: "hidden=N" }],
    ["gpt:layers=2,hidden=66,heads=4", { found: "heads = 4", expected: "a divisor of hidden = 66" }],
    ["gpt:layers=1000000,hidden=64,heads=4", { found: "layers = 1000000" }],
  ])("%s", (name, details) => {
    expect(() => findWorkload(name)).toThrow(expect.objectContaining({ code: "invalid-value", path: name, ...details }));
  });
});
