import { describe, expect, test } from "vitest";
import { readFields } from "../field-reader.ts";
import type { LayerSpec } from "../model.ts";
import type { PlainData } from "../plain-data.ts";
import { layerKinds, readInput, readLayer } from "./read-layer.ts";

const read = (data: object): LayerSpec => readLayer(readFields(data as PlainData, "layer"));

const base = { name: "a", from: ["input"] } as const;
const window = { kernel: [2, 3], stride: [1, 2], padding: [0, 1] } as const;
const norm = { features: 4, epsilon: 1e-5, affine: true } as const;
const layers: readonly LayerSpec[] = [
  { kind: "linear", ...base, inputs: 3, outputs: 2, bias: false },
  { kind: "conv2d", ...base, inputs: 4, outputs: 2, ...window, dilation: [1, 2], groups: 2, bias: true },
  { kind: "batch-norm", ...base, ...norm, momentum: 0.1 },
  { kind: "layer-norm", ...base, ...norm },
  { kind: "relu", ...base },
  { kind: "leaky-relu", ...base, slope: 0.01 },
  { kind: "gelu", ...base },
  { kind: "max-pool", ...base, ...window },
  { kind: "average-pool", ...base, ...window },
  { kind: "global-average-pool", ...base },
  { kind: "dropout", ...base, probability: 0.5 },
  { kind: "flatten", ...base },
  { kind: "embedding", ...base, tokens: 81, features: 4 },
  { kind: "position", ...base, positions: 64, features: 4 },
  { kind: "add", name: "a", from: ["b", "c"] },
  { kind: "attention", ...base, features: 8, heads: 2, causal: true },
];

test.each(layers)("a layer of kind $kind is read back, and no other field with it", (layer) => {
  expect(read(layer)).toEqual(layer);
  expect(() => read({ ...layer, colour: 1 })).toThrow(expect.objectContaining({ code: "unknown-key", path: "layer.colour" }));
  for (const key of Object.keys(layer)) {
    const { [key]: _, ...rest } = layer as unknown as Record<string, unknown>;
    expect(() => read(rest), key).toThrow(expect.objectContaining({ code: "missing-value", path: `layer.${key}` }));
  }
});

test("every kind is tried above", () => {
  expect(layers.map(({ kind }) => kind)).toEqual(layerKinds);
});

describe("what cannot be is refused", () => {
  test.each<[string, object, string]>([
    ["an unknown kind", { kind: "lineer", ...base }, "layer.kind"],
    ["one number for two", { ...layers[7], kernel: [2] }, "layer.kernel"],
    ["a stride of nothing", { ...layers[7], stride: [1, 0] }, "layer.stride[1]"],
    ["padding below zero", { ...layers[1], padding: [-1, 0] }, "layer.padding[0]"],
    ["dropping everything", { ...layers[10], probability: 1 }, "layer.probability"],
    ["a number among the names", { kind: "relu", name: "a", from: [1] }, "layer.from[0]"],
    ["no heads", { ...layers[15], heads: 0 }, "layer.heads"],
  ])("%s", (_, layer, path) => {
    expect(() => read(layer)).toThrow(expect.objectContaining({ code: "invalid-value", path }));
  });

  test("two tokens a position", () => {
    const input = { kind: "tokens", features: 2, height: 1, width: 8 };
    expect(() => readInput(readFields(input, "input"))).toThrow(expect.objectContaining({ path: "input.features" }));
  });

  test("a gradient of tokens", () => {
    const input = { kind: "tokens", features: 1, height: 1, width: 8, hasGradient: true };
    expect(() => readInput(readFields(input, "input"))).toThrow(expect.objectContaining({ path: "input.hasGradient" }));
    expect(readInput(readFields({ ...input, kind: "image" }, "input"))).toEqual({ ...input, kind: "image" });
  });
});
