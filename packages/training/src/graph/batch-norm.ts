import type { BatchNormLayer } from "@lnsim/trace";
import { restoreInto } from "../checkpoint.ts";
import { batchNormBackward } from "../layers/normalization/batch-norm-backward.ts";
import { batchNorm, batchNormEvaluation, updateRunningStatistics } from "../layers/normalization/batch-norm.ts";
import type { Affine, NormStatistics, RunningStatistics } from "../layers/normalization/norm.ts";
import { createReals } from "../reals.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";
import { normParameters, type NormParameters } from "./norm-parameters.ts";

/** Batch normalisation: by the batch's statistics in training, by running ones in evaluation. */
export class BatchNormNode implements GraphNode {
  readonly #layer: BatchNormLayer;
  readonly #context: GraphContext;
  readonly #parameters: NormParameters | null;
  readonly #running: RunningStatistics;

  /** `running` is shared by the graphs of training and evaluation. */
  constructor(layer: BatchNormLayer, context: GraphContext, running: RunningStatistics) {
    this.#layer = layer;
    this.#context = context;
    this.#parameters = normParameters(context, layer);
    this.#running = running;
    if (!context.isTraining) return;
    context.state.add(`${layer.name}.running`, {
      save: () => ({ mean: running.mean.slice(), variance: running.variance.slice() }),
      restore: ({ mean, variance }) => {
        restoreInto(running.mean, mean);
        restoreInto(running.variance, variance);
      },
    });
  }

  bind({ inputs: [input], output }: NodeTensors): BoundNode {
    const { epsilon, momentum, features } = this.#layer;
    const running = this.#running;
    const { isTraining, arithmetic, gradientSpill } = this.#context;
    const statistics: NormStatistics = { mean: createReals(arithmetic.reals, features), inverseDeviation: createReals(arithmetic.reals, features) };
    const affine = this.#parameters?.values ?? null;
    const gradients: Affine | null = this.#parameters?.gradients ?? null;
    const options = { affine, epsilon, statistics };
    return {
      forward: () => {
        if (!isTraining) return batchNormEvaluation(input.values, { affine, epsilon, running }, output.values);
        batchNorm(input.values, options, output.values);
        updateRunningStatistics(input.values, momentum, running);
      },
      backward: () => {
        gradientSpill?.round(output.gradient);
        if (!input.needsGradient) return batchNormBackward(input.values, output.gradient, options, { input: output.gradient, affine: gradients });
        batchNormBackward(input.values, output.gradient, options, { input: input.contribution, affine: gradients });
        input.contribute();
      },
    };
  }
}

/** Running statistics as they start: mean 0, variance 1. */
export function createRunningStatistics(features: number, reals: GraphContext["arithmetic"]["reals"]): RunningStatistics {
  return { mean: createReals(reals, features), variance: createReals(reals, features).fill(1) };
}
