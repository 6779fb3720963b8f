import type { BoundNode } from "../graph/graph-node.ts";
import type { LogContext } from "./log-context.ts";
import type { LogObservation } from "./log-observation.ts";
import type { LogTensor } from "./log-tensor.ts";

/** What a layer reads and writes, for one batch size. */
export interface LogNodeTensors {
  readonly batch: number;
  readonly inputs: readonly LogTensor[];
  readonly output: LogTensor;
  /** The code of one over the number of labels: the factor of every parameter's gradient. */
  readonly share: number;
}

/** A layer of the network: what it keeps from step to step, whatever the batch size. */
export interface LogNode {
  bind(tensors: LogNodeTensors): BoundNode;
}

/** What the nodes of one graph are made with. */
export interface LogGraphSpec {
  readonly context: LogContext;
  /** False for evaluation: no gradients, no dropout, running statistics. */
  readonly isTraining: boolean;
  readonly observation: LogObservation | null;
}
