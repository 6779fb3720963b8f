import type { LayerSpec } from "@lnsim/trace";
import type { RunningStatistics } from "../layers/normalization/norm.ts";
import { geluNode, leakyReluNode, reluNode } from "./activation.ts";
import { AttentionNode } from "./attention.ts";
import { BatchNormNode } from "./batch-norm.ts";
import type { GraphContext } from "./context.ts";
import { Conv2dNode } from "./conv2d.ts";
import { dropoutNode } from "./dropout.ts";
import type { GraphNode } from "./graph-node.ts";
import { LayerNormNode } from "./layer-norm.ts";
import { LinearNode } from "./linear.ts";
import { averagePoolNode, globalPoolNode, maxPoolNode } from "./pooling.ts";
import { addNode, flattenNode } from "./rearrangement.ts";
import { embeddingNode, positionNode } from "./tables.ts";

/** What a node is made from beside its layer. */
export interface NodeSpec {
  readonly context: GraphContext;
  /** Whether anything that the layer reads learns, in training. */
  readonly needsInputGradient: boolean;
  /** Of batch norms, shared by training and evaluation. */
  readonly running: RunningStatistics | null;
}

/** The node of a layer. */
export function createNode(layer: LayerSpec, { context, needsInputGradient, running }: NodeSpec): GraphNode {
  switch (layer.kind) {
    case "linear":
      return new LinearNode(layer, context, needsInputGradient);
    case "conv2d":
      return new Conv2dNode(layer, context, needsInputGradient);
    case "batch-norm":
      return new BatchNormNode(layer, context, running!);
    case "layer-norm":
      return new LayerNormNode(layer, context);
    case "relu":
      return reluNode(context);
    case "leaky-relu":
      return leakyReluNode(layer);
    case "gelu":
      return geluNode();
    case "max-pool":
      return maxPoolNode(layer);
    case "average-pool":
      return averagePoolNode(layer);
    case "global-average-pool":
      return globalPoolNode();
    case "dropout":
      return dropoutNode(layer, context);
    case "flatten":
      return flattenNode();
    case "embedding":
      return embeddingNode(layer, context);
    case "position":
      return positionNode(layer, context);
    case "add":
      return addNode();
    case "attention":
      return new AttentionNode(layer, context);
  }
}
