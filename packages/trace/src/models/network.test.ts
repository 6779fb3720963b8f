import { describe, expect, test } from "vitest";
import { layerShapes } from "../graph/layer-shapes.ts";
import { parameterCount } from "../graph/parameter-shapes.ts";
import { stepMacs } from "../macs.ts";
import type { InputSpec } from "../model.ts";
import { stepOps } from "../ops/step-ops.ts";
import { buildNetwork, networkNames, type NetworkName } from "./network.ts";

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 64 };
const hidden = [256, 128];

function build(name: NetworkName) {
  const task = name === "char-transformer" ? { input: text, classes: 81, hidden } : { input: images, classes: 10, hidden };
  return buildNetwork(name, task);
}

test.each<[NetworkName, { parameters: number; forwardMacs: number; layers: number }]>([
  ["mlp", { parameters: 235_146, forwardMacs: 234_752, layers: 5 }],
  ["lenet", { parameters: 61_706, forwardMacs: 416_520, layers: 12 }],
  ["resnet", { parameters: 19_810, forwardMacs: 645_216, layers: 30 }],
  ["char-transformer", { parameters: 114_641, forwardMacs: 7_671_808, layers: 24 }],
])("%s has the size it is said to have", (name, { parameters, forwardMacs, layers }) => {
  const { model, input } = build(name);
  expect(parameterCount(model)).toBe(parameters);
  expect(stepMacs({ batch: 1, count: 1, ops: stepOps(model, input, 1) }).fprop).toBe(forwardMacs);
  expect(model).toHaveLength(layers);
});

test.each(networkNames)("%s ends in one column of classes for every label", (name) => {
  const { model, input } = build(name);
  const [features, positions] = name === "char-transformer" ? [81, 64] : [10, 1];
  expect(layerShapes(model, input).at(-1)).toEqual({ features, height: 1, width: positions });
});

describe("a network on data that it cannot read is refused", () => {
  test("images for the transformer, a text for the others", () => {
    const error = (found: string) => expect.objectContaining({ code: "invalid-combination", found });
    expect(() => buildNetwork("char-transformer", { input: images, classes: 10, hidden })).toThrow(error("images"));
    expect(() => buildNetwork("lenet", { input: text, classes: 81, hidden })).toThrow(error("a text"));
  });

  test("images that are too small", () => {
    const input: InputSpec = { ...images, height: 5, width: 28 };
    expect(() => buildNetwork("lenet", { input, classes: 10, hidden })).toThrow(expect.objectContaining({ path: "lenet[3].kernel[0]" }));
  });
});
