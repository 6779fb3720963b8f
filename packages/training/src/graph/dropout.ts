import type { DropoutLayer } from "@lnsim/trace";
import { drawDropout, dropout } from "../layers/dropout.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";

/** Dropout, from a random stream of the layer's own; evaluation drops nothing. */
export function dropoutNode({ name, probability }: DropoutLayer, context: GraphContext): GraphNode {
  const random = context.isTraining ? context.random(`dropout ${name}`) : null;
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => {
      const kept = new Uint8Array(random === null ? 0 : output.values.length);
      return {
        forward: () => {
          if (random === null) {
            if (output.values !== input.values) output.values.set(input.values);
            return;
          }
          drawDropout(random, probability, kept);
          dropout(input.values, kept, probability, output.values);
        },
        backward: () => {
          dropout(output.gradient, kept, probability, input.contribution);
          input.contribute();
        },
      };
    },
  };
}
