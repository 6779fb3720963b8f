import type { PoolLayer } from "@lnsim/trace";
import { averagePool, averagePoolBackward } from "../layers/pooling/average-pool.ts";
import { createWindowIndices, poolGeometry } from "../layers/pooling/geometry.ts";
import { globalAveragePool, globalAveragePoolBackward } from "../layers/pooling/global-average-pool.ts";
import { maxPool, maxPoolBackward } from "../layers/pooling/max-pool.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";

/** Max pooling; which element of each window was taken is kept for the backward pass. */
export function maxPoolNode(layer: PoolLayer): GraphNode {
  return {
    bind: ({ batch, inputs: [input], output }: NodeTensors): BoundNode => {
      const geometry = poolGeometry(layer, input.shape, batch);
      const taken = createWindowIndices(geometry, input.rows);
      return {
        forward: () => maxPool(geometry, input.values, output.values, taken),
        backward: () => {
          maxPoolBackward(geometry, output.gradient, taken, input.contribution);
          input.contribute();
        },
      };
    },
  };
}

/** Average pooling over windows. */
export function averagePoolNode(layer: PoolLayer): GraphNode {
  return {
    bind: ({ batch, inputs: [input], output }: NodeTensors): BoundNode => {
      const geometry = poolGeometry(layer, input.shape, batch);
      return {
        forward: () => averagePool(geometry, input.values, output.values),
        backward: () => {
          averagePoolBackward(geometry, output.gradient, input.contribution);
          input.contribute();
        },
      };
    },
  };
}

/** The mean over all positions. */
export function globalPoolNode(): GraphNode {
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => {
      const positions = input.shape.height * input.shape.width;
      return {
        forward: () => globalAveragePool(positions, input.values, output.values),
        backward: () => {
          globalAveragePoolBackward(positions, output.gradient, input.contribution);
          input.contribute();
        },
      };
    },
  };
}
