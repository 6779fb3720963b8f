import type { LayerSpec } from "./schema.ts";

/**
 * The layers of a multilayer perceptron: `sizes` are the widths from the input to the classes, at least two;
 * ReLU after every layer but the last; biases everywhere. [784, 256, 128, 10] gives fc1, fc2, fc3.
 */
export function mlpModel(sizes: readonly number[]): readonly LayerSpec[] {
  return sizes.slice(1).map((outputs, i) => ({
    kind: "linear",
    name: `fc${i + 1}`,
    inputs: sizes[i]!,
    outputs,
    bias: true,
    activation: i + 2 < sizes.length ? "relu" : "none",
  }));
}
