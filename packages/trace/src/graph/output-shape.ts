import type { AttentionLayer, Conv2dLayer, LayerSpec, Pair, TensorShape } from "../model.ts";
import { misfit } from "./misfit.ts";
import { windowPositions } from "./window-size.ts";

/**
 * The shape of a layer's output from those of the tensors it reads. `at` is how errors call the layer.
 * Throws `invalid-value` with the path of the field that does not fit.
 */
export function outputShape(layer: LayerSpec, [first, second]: readonly TensorShape[], at: string): TensorShape {
  const operand = first!;
  const features = (field: string, found: number): void => {
    if (found !== operand.features) throw misfit(`${at}.${field}`, found, `${operand.features}, the features of ${layer.from[0]}`);
  };
  switch (layer.kind) {
    case "linear":
      features("inputs", layer.inputs);
      return { ...extent(operand), features: layer.outputs };
    case "conv2d":
      features("inputs", layer.inputs);
      requireGroups(layer, at);
      return { features: layer.outputs, ...slide(layer, operand, layer.dilation, at) };
    case "max-pool":
    case "average-pool":
      requireHalfPadding(layer, at);
      return { features: operand.features, ...slide(layer, operand, [1, 1], at) };
    case "batch-norm":
    case "layer-norm":
      features("features", layer.features);
      return operand;
    case "global-average-pool":
      return { features: operand.features, height: 1, width: 1 };
    case "flatten":
      return { features: operand.features * operand.height * operand.width, height: 1, width: 1 };
    case "embedding":
      return { ...extent(operand), features: layer.features };
    case "position":
      features("features", layer.features);
      requirePositions(layer.positions, operand, at);
      return operand;
    case "attention":
      features("features", 3 * layer.features);
      requireHeads(layer, at);
      return { ...extent(operand), features: layer.features };
    case "add":
      requireSame(operand, second!, layer.from, at);
      return operand;
    default:
      return operand;
  }
}

interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

function extent({ height, width }: TensorShape): { height: number; width: number } {
  return { height, width };
}

function slide({ kernel, stride, padding }: Window, operand: TensorShape, dilation: Pair, at: string): { height: number; width: number } {
  const [height, width] = ([0, 1] as const).map((axis) => {
    const size = axis === 0 ? operand.height : operand.width;
    const positions = windowPositions(size, { kernel: kernel[axis], stride: stride[axis], padding: padding[axis], dilation: dilation[axis] });
    if (positions < 1) throw misfit(`${at}.kernel[${axis}]`, kernel[axis], `a window within ${size} values and their padding`);
    return positions;
  });
  return { height: height!, width: width! };
}

function requireGroups({ inputs, outputs, groups }: Conv2dLayer, at: string): void {
  if (inputs % groups !== 0 || outputs % groups !== 0) throw misfit(`${at}.groups`, groups, `a divisor of ${inputs} inputs and ${outputs} outputs`);
}

/** A window that lies wholly in the padding would have no values. */
function requireHalfPadding({ kernel, padding }: Window, at: string): void {
  padding.forEach((size, axis) => {
    if (2 * size > kernel[axis]!) throw misfit(`${at}.padding[${axis}]`, size, `at most half of the kernel's ${kernel[axis]}`);
  });
}

function requirePositions(positions: number, { height, width }: TensorShape, at: string): void {
  if (positions !== height * width) throw misfit(`${at}.positions`, positions, `${height * width}, the positions of what it reads`);
}

function requireHeads({ features, heads }: AttentionLayer, at: string): void {
  if (features % heads !== 0) throw misfit(`${at}.heads`, heads, `a divisor of ${features} features`);
}

function requireSame(left: TensorShape, right: TensorShape, from: readonly string[], at: string): void {
  const text = ({ features, height, width }: TensorShape): string => `${features} x ${height} x ${width}`;
  if (text(left) !== text(right)) throw misfit(`${at}.from[1]`, `${from[1]}, ${text(right)}`, `${text(left)}, the shape of ${from[0]}`);
}
