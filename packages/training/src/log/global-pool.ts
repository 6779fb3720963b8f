import { divideCodes, LogSummer } from "@lnsim/numerics";
import type { BoundNode } from "../graph/graph-node.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/** The mean over all positions of a feature and sample; backward, every position gets its share. */
export function globalPoolNode({ context }: LogGraphSpec): LogNode {
  const { forward, backward } = context;
  const summer = new LogSummer(forward);
  return {
    bind: ({ inputs: [input], output }: LogNodeTensors): BoundNode => {
      const positions = input.shape.height * input.shape.width;
      const size = context.constant(positions);
      return {
        forward: () => {
          const { values } = output;
          summer.rows(input.values, positions, values);
          for (let o = 0; o < values.length; o++) values[o] = divideCodes(forward, values[o], size);
        },
        backward: () => {
          const { contribution } = input;
          const { gradient } = output;
          for (let o = 0; o < gradient.length; o++) contribution.fill(divideCodes(backward, gradient[o], size), o * positions, (o + 1) * positions);
          input.contribute();
        },
      };
    },
  };
}
