import type { LayerSpec } from "../model.ts";

/** A trained tensor of a layer. */
export interface ParameterShape {
  /** Unique in the model: the layer's name, a full stop, and "weight" or "bias". */
  readonly name: string;
  /** Sizes of the row-major array, outermost first. */
  readonly shape: readonly number[];
}

/** The trained tensors of a layer, weight before bias; none for layers that learn nothing. */
export function parameterShapes(layer: LayerSpec): readonly ParameterShape[] {
  const weight = (...shape: readonly number[]): ParameterShape => ({ name: `${layer.name}.weight`, shape });
  const bias = (length: number): ParameterShape => ({ name: `${layer.name}.bias`, shape: [length] });
  switch (layer.kind) {
    case "linear":
      return [weight(layer.outputs, layer.inputs), ...(layer.bias ? [bias(layer.outputs)] : [])];
    case "conv2d":
      return [weight(layer.outputs, ...layer.kernel, layer.inputs / layer.groups), ...(layer.bias ? [bias(layer.outputs)] : [])];
    case "batch-norm":
    case "layer-norm":
      return layer.affine ? [weight(layer.features), bias(layer.features)] : [];
    case "embedding":
      return [weight(layer.features, layer.tokens)];
    case "position":
      return [weight(layer.features, layer.positions)];
    default:
      return [];
  }
}

/** Number of trained values of a model. */
export function parameterCount(model: readonly LayerSpec[]): number {
  const shapes = model.flatMap((layer) => parameterShapes(layer));
  return shapes.reduce((sum, { shape }) => sum + valueCount(shape), 0);
}

/** Number of values of a tensor of this shape. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
