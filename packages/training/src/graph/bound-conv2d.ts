import type { Reals } from "@lnsim/contracts";
import { addBias, codeOfZero, sumRows } from "../elementwise.ts";
import type { Product } from "../gemm/gemm-site.ts";
import { convGeometry, type ConvGeometry } from "../layers/convolution/geometry.ts";
import { dataGradientPhases } from "../layers/convolution/phases.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { ConvPatches } from "./conv-patches.ts";
import { ConvPhase } from "./conv-phase.ts";
import type { Conv2dNode } from "./conv2d.ts";
import type { BoundNode, NodeTensors } from "./graph-node.ts";
import { PairedOperand } from "./paired-operand.ts";

/** The products and the results of one group of a convolution. */
interface Group {
  readonly fprop: Product;
  readonly wgrad: Product;
  /** The group's rows of the outputs. */
  readonly values: Reals;
  /** The group's rows of the weight's gradient. */
  readonly weightGradient: Reals;
}

/** A convolution on one batch size. */
export class BoundConv2d implements BoundNode {
  readonly #node: Conv2dNode;
  readonly #tensors: NodeTensors;
  readonly #patches: ConvPatches;
  readonly #groups: readonly Group[];
  /** E, as wgrad reads it; dgrad reads it too where it is quantised as one tensor. */
  readonly #gradients: PairedOperand;
  readonly #phases: readonly ConvPhase[];

  constructor(node: Conv2dNode, tensors: NodeTensors) {
    const { context, layer } = node;
    const [input] = tensors.inputs;
    const { rows, columns } = tensors.output;
    const geometry = convGeometry(layer, input.shape, tensors.batch);
    this.#node = node;
    this.#tensors = tensors;
    this.#patches = new ConvPatches(node, geometry, input);
    this.#gradients = new PairedOperand(context, "gradients", node.gradients, { rows, columns });
    this.#groups = Array.from({ length: layer.groups }, (_, group) => this.#createGroup(geometry, group));
    const phases = node.dgrad === null ? [] : dataGradientPhases(geometry);
    const zero = codeOfZero(context.arithmetic.gradients);
    this.#phases = phases.map((phase, index) => new ConvPhase({ node, geometry, phase, index, gradients: this.#gradients.along, zero }));
  }

  forward(): void {
    const { bias, fprop } = this.#node;
    const { values } = this.#tensors.output;
    this.#patches.gather();
    for (const group of this.#groups) fprop.run(group.fprop, group.values);
    if (bias !== null) addBias(values, bias.values);
  }

  backward(): void {
    const { layer, context, bias, dgrad, wgrad } = this.#node;
    const { inputs, output } = this.#tensors;
    const { gradient } = output;
    if (bias !== null) sumRows(gradient, bias.gradient);
    context.gradientSpill?.round(gradient);
    this.#gradients.quantizeAlong(gradient);
    context.observation?.stored(`${layer.name}.out.grad`, "E", this.#gradients.along);
    if (dgrad !== null) {
      const out = inputs[0].contribution;
      for (const phase of this.#phases) phase.run(gradient, out);
      inputs[0].contribute();
    }
    this.#patches.deriveAlong();
    for (const group of this.#groups) wgrad.run(group.wgrad, group.weightGradient);
  }

  #createGroup(geometry: ConvGeometry, group: number): Group {
    const { layer, view, weight } = this.#node;
    const { reduction, columns, groupOutputs: outputs } = geometry;
    const first = group * outputs;
    const part = (operand: QuantizedOperand, rows: number) => (layer.groups === 1 ? operand : operand.part(group * rows, rows));
    const { down, along } = this.#patches;
    const weights = part(view.operand, outputs);
    const gradients = part(this.#gradients.along, outputs);
    return {
      fprop: { m: outputs, n: columns, k: reduction, a: weights, aTransposed: false, b: part(down, reduction), bTransposed: false },
      wgrad: { m: reduction, n: outputs, k: columns, a: part(along, reduction), aTransposed: false, b: gradients, bTransposed: true, outTransposed: true },
      values: this.#tensors.output.values.subarray(first * columns, (first + outputs) * columns),
      weightGradient: weight.gradient.subarray(first * reduction, (first + outputs) * reduction),
    };
  }
}
