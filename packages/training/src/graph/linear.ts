import type { LinearLayer } from "@lnsim/trace";
import { addBias, sumRows } from "../elementwise.ts";
import type { GemmSite, Product } from "../gemm/gemm-site.ts";
import type { MatrixParameter } from "../parameters/matrix-parameter.ts";
import type { VectorParameter } from "../parameters/vector-parameter.ts";
import type { WeightView } from "../parameters/weight-view.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";
import { PairedOperand, pairedQuantizers, type PairedQuantizers } from "./paired-operand.ts";

/** y = W x + bias for every column. */
export class LinearNode implements GraphNode {
  readonly layer: LinearLayer;
  readonly context: GraphContext;
  readonly weight: MatrixParameter;
  readonly bias: VectorParameter | null;
  /** W as fprop and as dgrad read it. */
  readonly forwardView: WeightView;
  readonly backwardView: WeightView;
  readonly fprop: GemmSite;
  readonly dgrad: GemmSite | null;
  readonly wgrad: GemmSite;
  /** Of the inputs where every pass has its own view; null where they are quantised as one tensor. */
  readonly inputs: PairedQuantizers | null;
  readonly gradients: PairedQuantizers;

  constructor(layer: LinearLayer, context: GraphContext, needsInputGradient: boolean) {
    const { name } = layer;
    this.layer = layer;
    this.context = context;
    this.weight = context.parameters.matrix(`${name}.weight`);
    this.bias = layer.bias ? context.parameters.vector(`${name}.bias`) : null;
    this.forwardView = context.weightView(`${name}.weight`, "row");
    const isOneView = context.isShared("weights") || !needsInputGradient;
    this.backwardView = isOneView ? this.forwardView : context.weightView(`${name}.weight`, "column");
    this.fprop = context.site("fprop", name);
    this.dgrad = needsInputGradient ? context.site("dgrad", name) : null;
    this.wgrad = context.site("wgrad", name);
    this.inputs = context.isShared("activations") ? null : pairedQuantizers(context, "activations", `${name} input`);
    this.gradients = pairedQuantizers(context, "gradients", `${name}.out.grad`);
  }

  bind(tensors: NodeTensors): BoundNode {
    return new BoundLinear(this, tensors);
  }
}

class BoundLinear implements BoundNode {
  readonly #node: LinearNode;
  readonly #tensors: NodeTensors;
  readonly #inputs: PairedOperand | null;
  readonly #gradients: PairedOperand;
  readonly #fprop: Product;
  readonly #dgrad: Product;
  readonly #wgrad: Product;

  constructor(node: LinearNode, tensors: NodeTensors) {
    const { context, layer } = node;
    const [input] = tensors.inputs;
    const { columns } = tensors.output;
    this.#node = node;
    this.#tensors = tensors;
    this.#inputs = node.inputs === null ? null : new PairedOperand(context, "activations", node.inputs, { rows: layer.inputs, columns });
    this.#gradients = new PairedOperand(context, "gradients", node.gradients, { rows: layer.outputs, columns });
    const { down, along } = this.#gradients;
    const read = this.#inputs?.down ?? (input.operand as QuantizedOperand);
    const again = this.#inputs?.along ?? read;
    const isTurned = input.isTransposed;
    const { inputs, outputs } = layer;
    this.#fprop = { m: outputs, n: columns, k: inputs, a: node.forwardView.operand, aTransposed: false, b: read, bTransposed: isTurned };
    this.#dgrad = { m: inputs, n: columns, k: outputs, a: node.backwardView.operand, aTransposed: true, b: down, bTransposed: false };
    this.#wgrad = { m: inputs, n: outputs, k: columns, a: again, aTransposed: isTurned, b: along, bTransposed: true, outTransposed: true };
  }

  forward(): void {
    const { fprop, bias } = this.#node;
    const { inputs, output } = this.#tensors;
    this.#inputs?.quantizeDown(inputs[0].values);
    fprop.run(this.#fprop, output.values);
    if (bias !== null) addBias(output.values, bias.values);
  }

  backward(): void {
    const { layer, bias, context, dgrad, wgrad, weight } = this.#node;
    const { inputs, output } = this.#tensors;
    const { gradient } = output;
    if (bias !== null) sumRows(gradient, bias.gradient);
    context.gradientSpill?.round(gradient);
    this.#gradients.quantize(gradient);
    context.observation?.stored(`${layer.name}.out.grad`, "E", this.#gradients.down);
    if (dgrad !== null) {
      dgrad.run(this.#dgrad, inputs[0].contribution);
      inputs[0].contribute();
    }
    this.#inputs?.deriveAlong();
    wgrad.run(this.#wgrad, weight.gradient);
  }
}
