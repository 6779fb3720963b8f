import { describe, expect, test } from "vitest";
import type { InputSpec, LayerSpec } from "./model.ts";
import { buildNetwork, networkNames } from "./models/network.ts";
import { stepShapes } from "./ops/step-shapes.ts";
import type { TraceContent, TraceHeader, TraceOp } from "./schema.ts";
import { decodeTrace } from "./trace-reader.ts";
import { encodeTrace } from "./trace-writer.ts";

const images: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
const text: InputSpec = { kind: "tokens", features: 1, height: 1, width: 64 };

/** A shape trace of one step of batch 2, with changes. */
function traceOf(input: InputSpec | undefined, model: readonly LayerSpec[], ops?: readonly TraceOp[]): TraceContent {
  const made = ops ?? stepShapes(model, input!, { samples: 2, batchSize: 2, epochs: 1 })[0]!.ops;
  const header: TraceHeader = {
    schema: 2,
    name: "shapes",
    kind: "shape",
    description: "for tests",
    source: {},
    ...(input === undefined ? {} : { input }),
    model,
    loss: "softmax-cross-entropy",
    batchSize: 2,
    epochs: 1,
    steps: 1,
    stepShapes: [{ batch: 2, count: 1, ops: made }],
  };
  return { header, parameters: new Map(), indices: [], recorded: null };
}

test.each(networkNames)("a trace of %s is read back", (name) => {
  const input = name === "char-transformer" ? text : images;
  const network = buildNetwork(name, { input, classes: 10, hidden: [8] });
  const trace = traceOf(network.input, network.model);
  expect(decodeTrace(encodeTrace(trace))).toMatchObject(trace);
});

describe("a model and steps that do not fit are refused with the place", () => {
  const { model } = buildNetwork("lenet", { input: images, classes: 10, hidden: [] });
  const { ops } = traceOf(images, model).header.stepShapes[0]!;
  const withLayer = (i: number, changes: object): readonly LayerSpec[] => model.with(i, { ...model[i], ...changes } as LayerSpec);
  const withOp = (name: string, changes: object): readonly TraceOp[] => ops.map((op) => (op.name === name ? { ...op, ...changes } : op));
  const at = (name: string): string => `t: header.stepShapes[0].ops[${ops.findIndex((op) => op.name === name)}]`;
  const conv2 = ops.find(({ name }) => name === "conv2.dgrad")!;

  test.each<[string, TraceContent, { code?: string; path: string; found?: string; expected?: unknown }]>([
    ["inputs", traceOf(images, withLayer(7, { inputs: 256 }), ops), { path: "t: header.model[7].inputs", found: "256", expected: "400, the features of flatten" }],
    ["classes at every pixel", traceOf(images, model.slice(0, 2)), { path: "t: header.model[1]", found: "784 positions" }],
    ["a model without its input", traceOf(undefined, model, ops), { code: "missing-value", path: "t: header.input" }],
    ["sizes of a product", traceOf(images, model, withOp("fc1.wgrad", { gemms: [{ m: 400, n: 120, k: 3, count: 1 }] })), { path: `${at("fc1.wgrad")}.gemms` }],
    ["a product's pass", traceOf(images, model, withOp("fc1.wgrad", { pass: "dgrad" })), { path: `${at("fc1.wgrad")}.pass` }],
    ["a product's name", traceOf(images, model, withOp("fc1.wgrad", { name: "fc2.wgrad" })), { path: `${at("fc1.wgrad")}.name`, expected: "fc1.wgrad" }],
    ["useful products", traceOf(images, model, withOp("conv2.dgrad", { usefulMacs: 1 })), { path: `${at("conv2.dgrad")}.usefulMacs`, expected: String(conv2.usefulMacs) }],
    ["a product too few", traceOf(images, model, ops.filter(({ name }) => name !== "conv1.wgrad").map((op) => ({ ...op, after: [] }))), { path: "t: header.stepShapes[0].ops" }],
    ["products of an update", traceOf(images, [], withOp("fc1.update", { gemms: [], elements: undefined })), { path: `${at("fc1.update")}.gemms` }],
    ["useful products of a sum", traceOf(images, [], withOp("relu1.fprop", { usefulMacs: 3 })), { path: `${at("relu1.fprop")}.usefulMacs` }],
    ["an unknown operator", traceOf(images, [], withOp("relu1.fprop", { operator: "relu6" })), { path: `${at("relu1.fprop")}.operator` }],
  ])("%s", (_, trace, expected) => {
    expect(() => decodeTrace(encodeTrace(plain(trace)), "t")).toThrow(expect.objectContaining({ code: "invalid-value", ...expected }));
  });
});

/** Without fields that are undefined. */
function plain(trace: TraceContent): TraceContent {
  return { ...trace, header: JSON.parse(JSON.stringify(trace.header)) as TraceHeader };
}
