import type { Codes } from "@lnsim/contracts";
import { logScale, LogSummer, type GemmOperands } from "@lnsim/numerics";
import type { Conv2dLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { convGeometry } from "../layers/convolution/geometry.ts";
import { gatherPatches } from "../layers/convolution/patches.ts";
import { dataGradientPhases } from "../layers/convolution/phases.ts";
import { LogConvPhase } from "./conv-phase.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";
import { addToRows, sumRows } from "./rows.ts";

/** A product and where it goes. */
interface Product {
  readonly operands: GemmOperands;
  readonly out: Codes;
}

/**
 * A convolution by im2col, gradients of weights over the batch as in a linear layer. Data gradients have the direct form:
 * the kernel turned around over the gradient, one product per stride phase, which leaves out the inserted zeros.
 */
export function conv2dNode(layer: Conv2dLayer, spec: LogGraphSpec): LogNode {
  const { name, groups } = layer;
  const { context, observation } = spec;
  const weight = context.parameter(`${name}.weight`);
  const bias = layer.bias ? context.parameter(`${name}.bias`) : null;
  const { gemms, forward, update, zero } = context;
  const summer = new LogSummer(update);
  return {
    bind: ({ batch, inputs: [input], output, share }: LogNodeTensors): BoundNode => {
      const geometry = convGeometry(layer, input.shape, batch);
      const { reduction: k, columns: n, groupOutputs: m } = geometry;
      const patches = Array.from({ length: groups }, () => context.codes(k * n));
      const rowsOf = (codes: Codes, group: number, row: number): Codes => codes.subarray(group * m * row, (group + 1) * m * row);
      const fprop = patches.map((b, group): Product => ({ operands: { m, n, k, a: rowsOf(weight.codes, group, k), b }, out: rowsOf(output.values, group, n) }));
      const wgrad = patches.map((b, group): Product | null => {
        if (!output.needsGradient) return null;
        return { operands: { m, n: k, k: n, a: rowsOf(output.gradient, group, n), b, bTransposed: true }, out: rowsOf(weight.gradient, group, k) };
      });
      const phases = input.needsGradient ? dataGradientPhases(geometry).map((phase) => new LogConvPhase({ context, geometry, phase, weight: weight.codes })) : [];
      return {
        forward: () => {
          patches.forEach((out, group) => gatherPatches(geometry, group, input.values, { padding: zero, out }));
          for (const { operands, out } of fprop) gemms.fprop.run(operands, out);
          if (bias !== null) addToRows(forward, output.values, bias.codes);
        },
        backward: () => {
          const { gradient } = output;
          observation?.tell(`${name}.out.grad`, "E", layer.outputs, gradient);
          if (bias !== null) sumRows(update, summer, { values: gradient, factor: share, out: bias.gradient });
          for (const product of wgrad) gemms.wgrad.run(product!.operands, product!.out);
          logScale(update, weight.gradient, share, weight.gradient);
          if (!input.needsGradient) return;
          for (const phase of phases) phase.run(gradient, input.contribution);
          input.contribute();
        },
      };
    },
  };
}
