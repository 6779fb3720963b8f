import type { EmbeddingLayer, PositionLayer } from "@lnsim/trace";
import { embeddingGradient, gatherEmbedding } from "../layers/tables/embedding.ts";
import { addPositions, positionGradient } from "../layers/tables/position.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";

/** A column of a learnt table for every token. */
export function embeddingNode({ name }: EmbeddingLayer, { parameters }: GraphContext): GraphNode {
  const table = parameters.matrix(`${name}.weight`);
  const values = table.values();
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => ({
      forward: () => gatherEmbedding(values, input.tokens!, output.values),
      backward: () => embeddingGradient(output.gradient, input.tokens!, table.gradient),
    }),
  };
}

/** A learnt vector added to every position. */
export function positionNode({ name, positions, features }: PositionLayer, { parameters }: GraphContext): GraphNode {
  const table = parameters.matrix(`${name}.weight`);
  const values = table.values();
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => {
      const shape = { features, positions, length: input.shape.height * input.shape.width };
      return {
        forward: () => addPositions(input.values, values, shape, output.values),
        backward: () => {
          positionGradient(output.gradient, shape, table.gradient);
          if (!input.needsGradient) return;
          input.contribution.set(output.gradient);
          input.contribute();
        },
      };
    },
  };
}
