import { logAdd } from "@lnsim/numerics";
import type { BoundNode } from "../graph/graph-node.ts";
import { flatten, unflatten } from "../layers/flatten.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/** Samples become columns. */
export function flattenNode(): LogNode {
  return {
    bind: ({ batch, inputs: [input], output }: LogNodeTensors): BoundNode => {
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
export function addNode({ context }: LogGraphSpec): LogNode {
  return {
    bind: ({ inputs, output }: LogNodeTensors): BoundNode => ({
      forward: () => logAdd(context.forward, inputs[0].values, inputs[1].values, output.values),
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
