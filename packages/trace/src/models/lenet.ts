import { windowPositions } from "../graph/window-size.ts";
import type { InputSpec, LayerSpec, Pair } from "../model.ts";

const dense: Pair = [1, 1];
const none: Pair = [0, 0];
const halves = { kernel: [2, 2], stride: [2, 2], padding: none } as const;

/**
 * LeNet-5 (LeCun et al., 1998) with ReLU and max-pooling: two convolutions of 5 x 5, padded by 2 and not at all, and
 * three linear layers of 120, 84 and `classes` outputs. 61,706 parameters for images of 28 x 28 and 10 classes.
 */
export function lenetModel({ features, height, width }: InputSpec, classes: number): readonly LayerSpec[] {
  const last = 16 * positionsOf(height) * positionsOf(width);
  const conv = { kind: "conv2d", kernel: [5, 5], stride: dense, dilation: dense, groups: 1, bias: true } as const;
  return [
    { ...conv, name: "conv1", from: ["input"], inputs: features, outputs: 6, padding: [2, 2] },
    { kind: "relu", name: "relu1", from: ["conv1"] },
    { kind: "max-pool", name: "pool1", from: ["relu1"], ...halves },
    { ...conv, name: "conv2", from: ["pool1"], inputs: 6, outputs: 16, padding: none },
    { kind: "relu", name: "relu2", from: ["conv2"] },
    { kind: "max-pool", name: "pool2", from: ["relu2"], ...halves },
    { kind: "flatten", name: "flatten", from: ["pool2"] },
    { kind: "linear", name: "fc1", from: ["flatten"], inputs: last, outputs: 120, bias: true },
    { kind: "relu", name: "relu3", from: ["fc1"] },
    { kind: "linear", name: "fc2", from: ["relu3"], inputs: 120, outputs: 84, bias: true },
    { kind: "relu", name: "relu4", from: ["fc2"] },
    { kind: "linear", name: "fc3", from: ["relu4"], inputs: 84, outputs: classes, bias: true },
  ];
}

/** Positions of the last feature map along an axis of `size` pixels. */
function positionsOf(size: number): number {
  const half = { kernel: 2, stride: 2, padding: 0, dilation: 1 };
  const conv2 = { kernel: 5, stride: 1, padding: 0, dilation: 1 };
  return windowPositions(windowPositions(windowPositions(size, half), conv2), half);
}
