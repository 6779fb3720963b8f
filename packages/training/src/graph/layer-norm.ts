import type { LayerNormLayer } from "@lnsim/trace";
import { layerNorm, layerNormBackward } from "../layers/normalization/layer-norm.ts";
import { createReals } from "../reals.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";
import { normParameters, type NormParameters } from "./norm-parameters.ts";

/** Layer normalisation: every column by the statistics of its features. */
export class LayerNormNode implements GraphNode {
  readonly #layer: LayerNormLayer;
  readonly #context: GraphContext;
  readonly #parameters: NormParameters | null;

  constructor(layer: LayerNormLayer, context: GraphContext) {
    this.#layer = layer;
    this.#context = context;
    this.#parameters = normParameters(context, layer);
  }

  bind({ inputs: [input], output }: NodeTensors): BoundNode {
    const { arithmetic, gradientSpill } = this.#context;
    const statistics = { mean: createReals(arithmetic.reals, input.columns), inverseDeviation: createReals(arithmetic.reals, input.columns) };
    const options = { affine: this.#parameters?.values ?? null, epsilon: this.#layer.epsilon, statistics };
    const affine = this.#parameters?.gradients ?? null;
    return {
      forward: () => layerNorm(input.values, options, output.values),
      backward: () => {
        gradientSpill?.round(output.gradient);
        if (!input.needsGradient) return layerNormBackward(input.values, output.gradient, options, { input: output.gradient, affine });
        layerNormBackward(input.values, output.gradient, options, { input: input.contribution, affine });
        input.contribute();
      },
    };
  }
}
