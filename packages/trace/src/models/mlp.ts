import type { InputSpec, LayerSpec } from "../model.ts";

/**
 * The layers of a multilayer perceptron: `sizes` are the widths from the input to the classes, at least two;
 * ReLU after every layer but the last; biases everywhere. [784, 256, 128, 10] gives fc1, relu1, fc2, relu2, fc3.
 */
export function mlpModel(sizes: readonly number[]): readonly LayerSpec[] {
  return sizes.slice(1).flatMap((outputs, i) => {
    const name = `fc${i + 1}`;
    const linear: LayerSpec = { kind: "linear", name, from: [i === 0 ? "input" : `relu${i}`], inputs: sizes[i]!, outputs, bias: true };
    return i + 2 < sizes.length ? [linear, { kind: "relu", name: `relu${i + 1}`, from: [name] }] : [linear];
  });
}

/** What a multilayer perceptron reads: an image as one column of values. */
export function vectorInput(features: number): InputSpec {
  return { kind: "image", features, height: 1, width: 1 };
}
