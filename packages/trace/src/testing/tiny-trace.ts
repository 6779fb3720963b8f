import { mlpModel, vectorInput } from "../models/mlp.ts";
import type { TraceContent } from "../schema.ts";
import { stepShapes } from "../ops/step-shapes.ts";

/** A whole value trace of a 3-2-2 network: 2 epochs of 5 samples in batches of 2. */
export function tinyTrace(): TraceContent {
  const model = mlpModel([3, 2, 2]);
  const input = vectorInput(3);
  return {
    header: {
      schema: 2,
      name: "tiny",
      kind: "value",
      description: "a trace for tests",
      source: { tool: "test" },
      input,
      model,
      loss: "softmax-cross-entropy",
      batchSize: 2,
      epochs: 2,
      steps: 6,
      dataset: { name: "none", package: "none", version: "1.0.0", sha256: { file: "00" } },
      recipe: { optimizer: "sgd:learningRate=0.1", seed: 7, biases: "auto" },
      stepShapes: stepShapes(model, input, { samples: 5, batchSize: 2, epochs: 2 }),
    },
    parameters: new Map([
      ["fc1.weight", { shape: [2, 3], values: Float32Array.of(0.5, -0, 1, 2, 3, -4) }],
      ["fc1.bias", { shape: [2], values: Float32Array.of(0, 1) }],
      ["fc2.weight", { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
      ["fc2.bias", { shape: [2], values: Float32Array.of(5, 6) }],
    ]),
    indices: [Uint32Array.of(4, 2, 0, 1, 3), Uint32Array.of(0, 1, 2, 3, 4)],
    recorded: { loss: Float64Array.of(3, 2.5, 2, 1.5, 1, 0.5), trainAccuracy: 0.8, testAccuracy: 0.75, testLoss: 0.6 },
  };
}
