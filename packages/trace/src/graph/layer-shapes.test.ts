import { expect, test } from "vitest";
import type { Conv2dLayer, InputSpec, LayerSpec } from "../model.ts";
import { layerShapes } from "./layer-shapes.ts";

const images: InputSpec = { kind: "image", features: 3, height: 9, width: 12 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 8 };
const conv: Conv2dLayer = {
  kind: "conv2d", name: "conv1", from: ["input"], inputs: 3, outputs: 8, groups: 1, bias: true,
  kernel: [3, 5], stride: [2, 1], padding: [1, 0], dilation: [1, 2],
};
const embedding: LayerSpec = { kind: "embedding", name: "embedding", from: ["input"], tokens: 20, features: 12 };

/** Shapes of the outputs as "features x height x width". */
function shapes(model: readonly LayerSpec[], input: InputSpec): readonly string[] {
  return layerShapes(model, input).map(({ features, height, width }) => `${features} x ${height} x ${width}`);
}

test("an image shrinks on its way to the classes", () => {
  const model: readonly LayerSpec[] = [
    conv,
    { kind: "batch-norm", name: "norm", from: ["conv1"], features: 8, epsilon: 1e-5, momentum: 0.1, affine: true },
    { kind: "average-pool", name: "pool", from: ["norm"], kernel: [2, 3], stride: [2, 1], padding: [1, 0] },
    { kind: "leaky-relu", name: "leak", from: ["pool"], slope: 0.1 },
    { kind: "dropout", name: "drop", from: ["leak"], probability: 0.5 },
    { kind: "flatten", name: "flat", from: ["drop"] },
    { kind: "linear", name: "fc", from: ["flat"], inputs: 48, outputs: 4, bias: false },
  ];
  expect(shapes(model, images)).toEqual(["8 x 5 x 4", "8 x 5 x 4", "8 x 3 x 2", "8 x 3 x 2", "8 x 3 x 2", "48 x 1 x 1", "4 x 1 x 1"]);
});

test("a text keeps its positions", () => {
  const model: readonly LayerSpec[] = [
    embedding,
    { kind: "position", name: "position", from: ["embedding"], positions: 8, features: 12 },
    { kind: "linear", name: "qkv", from: ["position"], inputs: 12, outputs: 36, bias: true },
    { kind: "attention", name: "attention", from: ["qkv"], features: 12, heads: 3, causal: true },
    { kind: "add", name: "add", from: ["attention", "position"] },
    { kind: "global-average-pool", name: "pool", from: ["add"] },
  ];
  expect(shapes(model, text)).toEqual(["12 x 1 x 8", "12 x 1 x 8", "36 x 1 x 8", "12 x 1 x 8", "12 x 1 x 8", "12 x 1 x 1"]);
});

const linear = (inputs: number, from: string): LayerSpec => ({ kind: "linear", name: "fc", from: [from], inputs, outputs: 4, bias: true });

test.each<[string, readonly LayerSpec[], InputSpec, { path: string; found: string; expected: string }]>([
  ["other inputs than features", [conv, linear(400, "conv1")], images, { path: "model[1].inputs", found: "400", expected: "8, the features of conv1" }],
  ["a name that is taken", [conv, { ...conv, from: ["conv1"] }], images, { path: "model[1].name", found: "conv1", expected: "own" }],
  ["a layer that comes later", [linear(8, "conv1"), conv], images, { path: "model[0].from[0]", found: "conv1", expected: "earlier" }],
  ["one operand of an addition", [conv, { kind: "add", name: "add", from: ["conv1"] }], images, { path: "model[1].from", found: '["conv1"]', expected: "2" }],
  [
    "a sum of unlike shapes",
    [conv, { kind: "flatten", name: "flat", from: ["conv1"] }, { kind: "add", name: "add", from: ["conv1", "flat"] }],
    images,
    { path: "model[2].from[1]", found: "flat, 160 x 1 x 1", expected: "8 x 5 x 4, the shape of conv1" },
  ],
  ["groups that do not divide", [{ ...conv, groups: 2 }], images, { path: "model[0].groups", found: "2", expected: "divisor" }],
  ["a kernel beyond the image", [{ ...conv, kernel: [3, 13] }], images, { path: "model[0].kernel[1]", found: "13", expected: "12 values" }],
  [
    "a pool that may see padding alone",
    [{ kind: "max-pool", name: "pool", from: ["input"], kernel: [2, 2], stride: [2, 2], padding: [0, 2] }],
    images,
    { path: "model[0].padding[1]", found: "2", expected: "half" },
  ],
  ["an output that nothing reads", [conv, { ...conv, name: "conv2" }], images, { path: "model[0].name", found: "conv1", expected: "reads" }],
  ["tokens as quantities", [linear(1, "input")], text, { path: "model[0].kind", found: "linear", expected: "embedding" }],
  ["an embedding of images", [embedding], images, { path: "model[0].from", found: '["input"]', expected: "token" }],
  [
    "positions of another window",
    [embedding, { kind: "position", name: "position", from: ["embedding"], positions: 9, features: 12 }],
    text,
    { path: "model[1].positions", found: "9", expected: "8, the positions" },
  ],
  [
    "heads that do not divide",
    [embedding, { kind: "attention", name: "attention", from: ["embedding"], features: 4, heads: 3, causal: true }],
    text,
    { path: "model[1].heads", found: "3", expected: "divisor of 4" },
  ],
  [
    "attention without queries, keys and values",
    [embedding, { kind: "attention", name: "attention", from: ["embedding"], features: 12, heads: 3, causal: true }],
    text,
    { path: "model[1].features", found: "36", expected: "12, the features of embedding" },
  ],
])("%s", (_, model, input, { path, found, expected }) => {
  const error = expect.objectContaining({ code: "invalid-value", path, found, expected: expect.stringContaining(expected) });
  expect(() => layerShapes(model, input)).toThrow(error);
});
