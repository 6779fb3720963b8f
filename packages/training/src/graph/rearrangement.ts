import { add } from "../layers/add.ts";
import { flatten, unflatten } from "../layers/flatten.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";

/** Samples become columns. */
export function flattenNode(): GraphNode {
  return {
    bind: ({ batch, inputs: [input], output }: NodeTensors): BoundNode => {
      const shape = { features: input.rows, positions: input.shape.height * input.shape.width, batch };
      return {
        forward: () => flatten(shape, input.values, output.values),
        backward: () => {
          unflatten(shape, output.gradient, input.contribution);
          input.contribute();
        },
      };
    },
  };
}

/** A residual connection; both operands have the gradient of the sum. */
export function addNode(): GraphNode {
  return {
    bind: ({ inputs, output }: NodeTensors): BoundNode => ({
      forward: () => add(inputs[0].values, inputs[1].values, output.values),
      backward: () => {
        for (const input of inputs) {
          if (!input.needsGradient) continue;
          input.contribution.set(output.gradient);
          input.contribute();
        }
      },
    }),
  };
}
