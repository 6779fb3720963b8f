import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, LogSummer, type LogArithmetic } from "@lnsim/numerics";
import type { PoolLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { poolGeometry, type PoolGeometry } from "../layers/pooling/geometry.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/**
 * The mean of every window, padding counted as zeros: a sum in the datapath's order over (r, s), over the window's size.
 * Backward, every input adds the shares of its windows one after the other, in ascending order of the outputs.
 */
export function averagePoolNode(layer: PoolLayer, { context }: LogGraphSpec): LogNode {
  const { forward, backward } = context;
  const size = context.constant(layer.kernel[0] * layer.kernel[1]);
  const summer = new LogSummer(forward);
  return {
    bind: ({ batch, inputs: [input], output }: LogNodeTensors): BoundNode => {
      const geometry = poolGeometry(layer, input.shape, batch);
      const window = context.codes(layer.kernel[0] * layer.kernel[1]);
      const run = { first: 0, count: window.length, stride: 1 };
      return {
        forward: () => {
          for (let o = 0; o < output.values.length; o++) {
            window.fill(forward.zero);
            visitWindow(geometry, o, (i, element) => void (window[element] = input.values[i]));
            output.values[o] = divideCodes(forward, summer.sum(window, run), size);
          }
        },
        backward: () => {
          const out = input.contribution.fill(backward.zero);
          for (let o = 0; o < output.gradient.length; o++) {
            const share = divideCodes(backward, output.gradient[o], size);
            visitWindow(geometry, o, (i) => void (out[i] = addCodes(backward, out[i], share)));
          }
          input.contribute();
        },
      };
    },
  };
}

/** Calls `visit` with every input of an output's window, and which element r * kernel width + s of the window it is. */
function visitWindow({ input, output, kernel, stride, padding }: PoolGeometry, o: number, visit: (i: number, element: number) => void): void {
  const x = o % output.width;
  const line = (o - x) / output.width;
  const y = line % output.height;
  const plane = (line - y) / output.height;
  const top = y * stride[0] - padding[0];
  const left = x * stride[1] - padding[1];
  for (let r = 0; r < kernel[0]; r++) {
    if (top + r < 0 || top + r >= input.height) continue;
    const row = (plane * input.height + top + r) * input.width;
    for (let s = 0; s < kernel[1]; s++) if (left + s >= 0 && left + s < input.width) visit(row + left + s, r * kernel[1] + s);
  }
}

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
          summer.rows(input.values, positions, output.values);
          divideBy(forward, output.values, size);
        },
        backward: () => {
          const { contribution } = input;
          output.gradient.forEach((gradient, o) => contribution.fill(divideCodes(backward, gradient, size), o * positions, (o + 1) * positions));
          input.contribute();
        },
      };
    },
  };
}

function divideBy(arithmetic: LogArithmetic, values: Codes, divisor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = divideCodes(arithmetic, values[i], divisor);
}
