import { parameterShapes } from "../graph/parameter-shapes.ts";
import type { LayerSpec, TensorShape } from "../model.ts";

/** One layer in a step: what its ops are made from. */
export interface Site<Layer extends LayerSpec = LayerSpec> {
  readonly layer: Layer;
  /** Shape of the first tensor it reads, for one sample. */
  readonly operand: TensorShape;
  /** Shape of its output, for one sample. */
  readonly output: TensorShape;
  /** Samples in the step. */
  readonly batch: number;
}

/** Name of the tensor that a layer leaves; "input" is the batch. */
export function outputOf(layer: string): string {
  return layer === "input" ? "input" : `${layer}.out`;
}

/** Names of the layer's trained tensors. */
export function parametersOf(layer: LayerSpec): readonly string[] {
  return parameterShapes(layer).map(({ name }) => name);
}

/** Names of their gradients. */
export function gradientsOf(layer: LayerSpec): readonly string[] {
  return parametersOf(layer).map((name) => `${name}.grad`);
}

/** Columns of the tensors of a site: samples times positions. */
export function columnsOf({ height, width }: TensorShape, batch: number): number {
  return batch * height * width;
}

/** Values of the larger of what the layer reads and what it leaves. */
export function elementsOf({ operand, output, batch }: Site): number {
  return Math.max(operand.features * columnsOf(operand, batch), output.features * columnsOf(output, batch));
}
