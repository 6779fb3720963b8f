import { createRandom } from "@lnsim/elementary";
import { charTransformerModel, lenetModel, parameterShapes, resnetModel } from "@lnsim/trace";
import { expect, test } from "vitest";
import { initialParameters } from "./initial-parameters.ts";
import { fillNormal } from "./normal.ts";

const images = { kind: "image", features: 1, height: 28, width: 28 } as const;
const text = { kind: "tokens", features: 1, height: 1, width: 64 } as const;

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

test("every parameter has values of its shape, in the model's order", () => {
  for (const model of [lenetModel(images, 10), resnetModel(images, 10), charTransformerModel(text, 81)]) {
    const parameters = initialParameters(model, 3);
    const shapes = model.flatMap(parameterShapes);
    expect([...parameters].map(([name, { shape }]) => ({ name, shape }))).toEqual(shapes);
    for (const [name, { shape, values }] of parameters) expect(values.length, name).toBe(shape.reduce((product, size) => product * size));
  }
});

test("weights and biases are uniform within 1 / sqrt(inputs of an output)", () => {
  const parameters = initialParameters(lenetModel(images, 10), 3);
  for (const [layer, inputs] of [["conv1", 25], ["conv2", 150], ["fc1", 400], ["fc3", 84]] as const) {
    const { values } = parameters.get(`${layer}.weight`)!;
    const bound = 1 / Math.sqrt(inputs);
    expect(largest(values), layer).toBeLessThanOrEqual(Math.fround(bound));
    expect(largest(values), layer).toBeGreaterThan(0.9 * bound);
    expect(largest(parameters.get(`${layer}.bias`)!.values), layer).toBeLessThanOrEqual(Math.fround(bound));
  }
});

test("norms start as the identity", () => {
  const parameters = initialParameters(resnetModel(images, 10), 3);
  expect(new Set(parameters.get("stem.norm.weight")!.values)).toEqual(new Set([1]));
  expect(new Set(parameters.get("stem.norm.bias")!.values)).toEqual(new Set([0]));
});

test("tables are drawn from the normal distribution", () => {
  const { values } = initialParameters(charTransformerModel(text, 81), 3).get("embedding.weight")!;
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const within = values.filter((value) => Math.abs(value) < 1).length / values.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(values.length));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  expect(Math.abs(within - 0.6827)).toBeLessThan(4 * Math.sqrt((0.6827 * 0.3173) / values.length));
});

test("an odd number of draws is the beginning of a longer one", () => {
  const odd = new Float32Array(5);
  const even = new Float32Array(6);
  fillNormal(createRandom(1, "n"), odd);
  fillNormal(createRandom(1, "n"), even);
  expect(odd).toEqual(even.subarray(0, 5));
});
