import type { Codes } from "@lnsim/contracts";
import { addCodes, rankOfCode, type LogArithmetic } from "@lnsim/numerics";
import type { PoolLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { poolGeometry, type PoolGeometry } from "../layers/pooling/geometry.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/** The largest code of every window, windows cut at the edge; of equals the first in order (r, s). */
export function maxPoolNode(layer: PoolLayer, { context }: LogGraphSpec): LogNode {
  const { forward, backward } = context;
  return {
    bind: ({ batch, inputs: [input], output }: LogNodeTensors): BoundNode => {
      const geometry = poolGeometry(layer, input.shape, batch);
      const taken = new Uint32Array(output.values.length);
      const isSpread = layer.kernel[0] > layer.stride[0] || layer.kernel[1] > layer.stride[1];
      return {
        forward: () => maxPoolCodes(forward, geometry, { source: input.values, out: output.values, taken }),
        backward: () => {
          const out = input.contribution.fill(backward.zero);
          if (isSpread) addTaken(backward, output.gradient, taken, out);
          else for (let o = 0; o < taken.length; o++) out[taken[o]] = output.gradient[o];
          input.contribute();
        },
      };
    },
  };
}

interface MaxPoolData {
  readonly source: Codes;
  readonly out: Codes;
  /** Index in `source` of what was taken, per output. */
  readonly taken: Uint32Array;
}

function maxPoolCodes(arithmetic: LogArithmetic, { batch, input, output, kernel, stride, padding }: PoolGeometry, { source, out, taken }: MaxPoolData): void {
  for (let plane = 0, o = 0; plane < input.features * batch; plane++) {
    for (let y = 0; y < output.height; y++) {
      const top = Math.max(y * stride[0] - padding[0], 0);
      const bottom = Math.min(y * stride[0] - padding[0] + kernel[0], input.height);
      for (let x = 0; x < output.width; x++, o++) {
        const left = Math.max(x * stride[1] - padding[1], 0);
        const right = Math.min(x * stride[1] - padding[1] + kernel[1], input.width);
        let best = -1;
        let bestRank = -Infinity;
        for (let row = plane * input.height + top; row < plane * input.height + bottom; row++) {
          for (let i = row * input.width + left; i < row * input.width + right; i++) {
            const rank = rankOfCode(arithmetic, source[i]);
            if (rank <= bestRank) continue;
            bestRank = rank;
            best = i;
          }
        }
        out[o] = source[best];
        taken[o] = best;
      }
    }
  }
}

/** Adds gradients to what was taken, in ascending order of the outputs. */
function addTaken(arithmetic: LogArithmetic, gradient: Codes, taken: Uint32Array, out: Codes): void {
  for (let o = 0; o < taken.length; o++) out[taken[o]] = addCodes(arithmetic, out[taken[o]], gradient[o]);
}
