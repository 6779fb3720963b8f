import type { LeakyReluLayer } from "@lnsim/trace";
import { codeOfZero, maskRelu } from "../elementwise.ts";
import { gelu, geluBackward } from "../layers/activations/gelu.ts";
import { leakyRelu, leakyReluBackward, relu, reluBackward } from "../layers/activations/relu.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";

/**
 * ReLU. Its derivative is known from what is stored: zero where the output's code is that of zero, if it is quantised as
 * one tensor, and where its value is not positive otherwise.
 */
export function reluNode({ arithmetic }: GraphContext): GraphNode {
  const zero = codeOfZero(arithmetic.activations);
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => ({
      forward: () => relu(input.values, output.values),
      backward: () => {
        if (output.operand === null) reluBackward(output.values, output.gradient, input.contribution);
        else maskRelu(output.gradient, output.operand.codes, zero, input.contribution);
        input.contribute();
      },
    }),
  };
}

/** Leaky ReLU; its derivative is known from the sign of the output. */
export function leakyReluNode({ slope }: LeakyReluLayer): GraphNode {
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => ({
      forward: () => leakyRelu(input.values, slope, output.values),
      backward: () => {
        leakyReluBackward(output.values, output.gradient, slope, input.contribution);
        input.contribute();
      },
    }),
  };
}

/** GELU, whose backward pass reads the input again. */
export function geluNode(): GraphNode {
  return {
    bind: ({ inputs: [input], output }: NodeTensors): BoundNode => ({
      forward: () => gelu(input.values, output.values),
      backward: () => {
        geluBackward(input.values, output.gradient, input.contribution);
        input.contribute();
      },
    }),
  };
}
