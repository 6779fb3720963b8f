import type { Codes } from "@lnsim/contracts";
import { logRelu, logReluGradient, multiplyCodes, type LogArithmetic } from "@lnsim/numerics";
import type { LeakyReluLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";

/** max(x, 0); the gradient is masked where the output is not positive. */
export function reluNode({ context: { forward, backward } }: LogGraphSpec): LogNode {
  return {
    bind: ({ inputs: [input], output }: LogNodeTensors): BoundNode => ({
      forward: () => logRelu(forward, input.values, output.values),
      backward: () => {
        logReluGradient(backward, output.values, output.gradient, input.contribution);
        input.contribute();
      },
    }),
  };
}

/** x where it is positive, else slope * x: a constant added to the logarithm. */
export function leakyReluNode({ slope }: LeakyReluLayer, { context }: LogGraphSpec): LogNode {
  const factor = context.constant(slope);
  return {
    bind: ({ inputs: [input], output }: LogNodeTensors): BoundNode => ({
      forward: () => scaleNegative(context.forward, { signs: input.values, values: input.values, factor, out: output.values }),
      backward: () => {
        scaleNegative(context.backward, { signs: output.values, values: output.gradient, factor, out: input.contribution });
        input.contribute();
      },
    }),
  };
}

interface Scaling {
  readonly signs: Codes;
  readonly values: Codes;
  /** A code. */
  readonly factor: number;
  readonly out: Codes;
}

/** out = values where `signs` is positive, else values * factor. */
function scaleNegative(arithmetic: LogArithmetic, { signs, values, factor, out }: Scaling): void {
  const notPositive = arithmetic.zeroBit | arithmetic.signBit;
  for (let i = 0; i < out.length; i++) out[i] = (signs[i] & notPositive) === 0 ? values[i] : multiplyCodes(arithmetic, values[i], factor);
}
