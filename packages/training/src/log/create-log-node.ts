import { LnsimError } from "@lnsim/contracts";
import type { LayerSpec } from "@lnsim/trace";
import { leakyReluNode, reluNode } from "./activations.ts";
import { averagePoolNode } from "./average-pool.ts";
import { batchNormNode } from "./batch-norm.ts";
import { conv2dNode } from "./conv2d.ts";
import { dropoutNode } from "./dropout.ts";
import { globalPoolNode } from "./global-pool.ts";
import { linearNode } from "./linear.ts";
import type { LogGraphSpec, LogNode } from "./log-node.ts";
import { maxPoolNode } from "./max-pool.ts";
import { addNode, flattenNode } from "./rearrangement.ts";

/**
 * The node of a layer.
 *
 * @throws {LnsimError} `unsupported` for a layer that nobody has defined in log arithmetic
 */
export function createLogNode(layer: LayerSpec, spec: LogGraphSpec): LogNode {
  switch (layer.kind) {
    case "linear":
      return linearNode(layer, spec);
    case "conv2d":
      return conv2dNode(layer, spec);
    case "batch-norm":
      return batchNormNode(layer, spec);
    case "relu":
      return reluNode(spec);
    case "leaky-relu":
      return leakyReluNode(layer, spec);
    case "max-pool":
      return maxPoolNode(layer, spec);
    case "average-pool":
      return averagePoolNode(layer, spec);
    case "global-average-pool":
      return globalPoolNode(spec);
    case "dropout":
      return dropoutNode(layer, spec);
    case "flatten":
      return flattenNode();
    case "add":
      return addNode(spec);
    default:
      throw notInLogArithmetic(layer);
  }
}

function notInLogArithmetic({ kind, name }: LayerSpec): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: `the layer ${name} is not in log arithmetic`,
    path: name,
    found: kind,
    expected: "linear and convolution layers, ReLU, pooling, batch norm, dropout, flatten and add",
    remedy: "choose another format, or a network without this layer",
  });
}
