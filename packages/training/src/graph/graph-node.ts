import type { GraphTensor } from "./graph-tensor.ts";

/** What a layer reads and writes, for one batch size. */
export interface NodeTensors {
  readonly batch: number;
  readonly inputs: readonly GraphTensor[];
  readonly output: GraphTensor;
}

/** A layer bound to its tensors. */
export interface BoundNode {
  /** Writes all of the output's values. */
  forward(): void;
  /** From the output's gradient, contributes to those of the inputs and writes those of the layer's parameters. */
  backward(): void;
}

/** A layer of the network: what it keeps from step to step, whatever the batch size. */
export interface GraphNode {
  bind(tensors: NodeTensors): BoundNode;
}
