import { logScale, LogSummer } from "@lnsim/numerics";
import type { LinearLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";
import { addToRows, sumRows } from "./rows.ts";

/** y = W x + bias for every column; dW = dY x^T / batch, db = sum of dY / batch, dx = W^T dY. */
export function linearNode({ name, inputs: k, outputs: m, bias: hasBias }: LinearLayer, { context, observation }: LogGraphSpec): LogNode {
  const weight = context.parameter(`${name}.weight`);
  const bias = hasBias ? context.parameter(`${name}.bias`) : null;
  const { gemms, forward, update } = context;
  const summer = new LogSummer(update);
  return {
    bind: ({ inputs: [input], output, share }: LogNodeTensors): BoundNode => {
      const { isTransposed } = input;
      const n = output.columns;
      return {
        forward: () => {
          gemms.fprop.run({ m, n, k, a: weight.codes, b: input.values, bTransposed: isTransposed }, output.values);
          if (bias !== null) addToRows(forward, output.values, bias.codes);
        },
        backward: () => {
          const { gradient } = output;
          observation?.tell(`${name}.out.grad`, "E", m, gradient);
          if (bias !== null) sumRows(update, summer, { values: gradient, factor: share, out: bias.gradient });
          gemms.wgrad.run({ m, n: k, k: n, a: gradient, b: input.values, bTransposed: !isTransposed }, weight.gradient);
          logScale(update, weight.gradient, share, weight.gradient);
          if (!input.needsGradient) return;
          gemms.dgrad.run({ m: k, n, k: m, a: weight.codes, aTransposed: true, b: gradient }, input.contribution);
          input.contribute();
        },
      };
    },
  };
}
