import type { Codes } from "@lnsim/contracts";
import { divideCodes, multiplyCodes, type LogArithmetic } from "@lnsim/numerics";
import type { DropoutLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { drawDropout } from "../layers/dropout.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/** Dropout, from a random stream of the layer's own: values times mask / (1 - p). Evaluation drops nothing. */
export function dropoutNode({ name, probability }: DropoutLayer, { context, isTraining }: LogGraphSpec): LogNode {
  const { forward, backward } = context;
  const random = isTraining ? context.random(`dropout ${name}`) : null;
  const factor = divideCodes(forward, forward.one, context.constant(1 - probability));
  return {
    bind: ({ inputs: [input], output }: LogNodeTensors): BoundNode => {
      const kept = new Uint8Array(random === null ? 0 : output.values.length);
      return {
        forward: () => {
          if (random === null) {
            if (output.values !== input.values) output.values.set(input.values);
            return;
          }
          drawDropout(random, probability, kept);
          dropCodes(forward, input.values, { kept, factor }, output.values);
        },
        backward: () => {
          dropCodes(backward, output.gradient, { kept, factor }, input.contribution);
          input.contribute();
        },
      };
    },
  };
}

/** out = x * factor where it is kept, else zero. */
function dropCodes(arithmetic: LogArithmetic, x: Codes, { kept, factor }: { readonly kept: Uint8Array; readonly factor: number }, out: Codes): void {
  for (let i = 0; i < x.length; i++) out[i] = kept[i] === 0 ? arithmetic.zero : multiplyCodes(arithmetic, x[i], factor);
}
