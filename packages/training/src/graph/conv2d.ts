import type { Conv2dLayer } from "@lnsim/trace";
import type { GemmSite } from "../gemm/gemm-site.ts";
import type { MatrixParameter } from "../parameters/matrix-parameter.ts";
import type { VectorParameter } from "../parameters/vector-parameter.ts";
import type { WeightView } from "../parameters/weight-view.ts";
import type { Quantizer } from "../quantization/quantizer.ts";
import { BoundConv2d } from "./bound-conv2d.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";
import { pairedQuantizers, type PairedQuantizers } from "./paired-operand.ts";

/**
 * A convolution: im2col onto the same products as a linear layer, dgrad in the direct form, one product per stride phase.
 * Where a tensor has one scale its codes are gathered; otherwise the matrix that a product reads is gathered from the
 * reals and quantised as that product reads it.
 */
export class Conv2dNode implements GraphNode {
  readonly layer: Conv2dLayer;
  readonly context: GraphContext;
  readonly weight: MatrixParameter;
  readonly bias: VectorParameter | null;
  readonly view: WeightView;
  readonly fprop: GemmSite;
  readonly dgrad: GemmSite | null;
  readonly wgrad: GemmSite;
  /** Of the gathered inputs; null where they are quantised as one tensor. */
  readonly inputs: PairedQuantizers | null;
  readonly gradients: PairedQuantizers;
  /** Of E gathered for the stride phases of dgrad, where it is not quantised as one tensor. */
  readonly phaseGradients: readonly Quantizer[];
  /** Of W gathered for dgrad; null where the codes of fprop serve. */
  readonly phaseWeights: Quantizer | null;

  constructor(layer: Conv2dLayer, context: GraphContext, needsInputGradient: boolean) {
    const { name } = layer;
    this.layer = layer;
    this.context = context;
    this.weight = context.parameters.matrix(`${name}.weight`);
    this.bias = layer.bias ? context.parameters.vector(`${name}.bias`) : null;
    this.view = context.weightView(`${name}.weight`, "row");
    this.fprop = context.site("fprop", name);
    this.dgrad = needsInputGradient ? context.site("dgrad", name) : null;
    this.wgrad = context.site("wgrad", name);
    this.inputs = context.isShared("activations") ? null : pairedQuantizers(context, "activations", `${name} input`);
    this.gradients = pairedQuantizers(context, "gradients", `${name}.out.grad`);
    const phases = context.isShared("gradients") || !needsInputGradient ? 0 : layer.stride[0] * layer.stride[1];
    this.phaseGradients = Array.from({ length: phases }, (_, i) => context.quantizer("gradients", `${name}.out.grad phase ${i}`));
    this.phaseWeights = context.isShared("weights") || !needsInputGradient ? null : context.weightQuantizer(`${name}.weight dgrad`);
  }

  bind(tensors: NodeTensors): BoundNode {
    return new BoundConv2d(this, tensors);
  }
}
