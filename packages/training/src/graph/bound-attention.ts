import type { Reals } from "@lnsim/contracts";
import type { GemmSite, Product } from "../gemm/gemm-site.ts";
import { gatherHeads, scatterHeads } from "../layers/attention/heads.ts";
import { attentionShape, type AttentionShape } from "../layers/attention/shape.ts";
import { attentionSoftmax, attentionSoftmaxBackward } from "../layers/attention/softmax.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { createReals } from "../reals.ts";
import type { AttentionNode } from "./attention.ts";
import type { BoundNode, NodeTensors } from "./graph-node.ts";
import { PairedOperand } from "./paired-operand.ts";

/** One kind of product of every head, with the part of the result that is each one's. */
interface HeadProducts {
  readonly site: GemmSite;
  readonly products: readonly Product[];
  readonly results: readonly Reals[];
}

/** Sizes of a product, and which operands are stored the other way round. */
type ProductForm = Omit<Product, "a" | "b">;

/**
 * Attention on one batch size. Per head, with Q, K, V and O as d x length and P as queries x keys: S = Q^T K, O = V P^T;
 * dP^T = V^T dO, dV^T = P^T dO^T, dQ = K dS^T, dK = Q dS: activations on the left, gradients on the right.
 */
export class BoundAttention implements BoundNode {
  readonly #node: AttentionNode;
  readonly #tensors: NodeTensors;
  readonly #shape: AttentionShape;
  readonly #query: PairedOperand;
  readonly #key: PairedOperand;
  readonly #value: PairedOperand;
  readonly #probabilities: PairedOperand;
  readonly #outputGradient: PairedOperand;
  readonly #scoreGradient: PairedOperand;
  /** Blocks of d x length on the way between tensor and heads. */
  readonly #tall: Reals;
  /** Scores, then probabilities, which the backward pass reads again. */
  readonly #square: Reals;
  readonly #squareGradient: Reals;
  readonly #forms: { readonly [Name in "scores" | "output" | "dP" | "dV" | "dQ" | "dK"]: HeadProducts };

  constructor(node: AttentionNode, tensors: NodeTensors) {
    const { context, operands } = node;
    const shape = attentionShape(node.layer, tensors.inputs[0].shape, tensors.batch);
    const { blocks, headSize: d, length } = shape;
    const { reals } = context.arithmetic;
    const tall = { rows: d, columns: length, blocks };
    const square = { rows: length, columns: length, blocks };
    this.#node = node;
    this.#tensors = tensors;
    this.#shape = shape;
    this.#query = new PairedOperand(context, "activations", operands.query, tall);
    this.#key = new PairedOperand(context, "activations", operands.key, tall);
    this.#value = new PairedOperand(context, "activations", operands.value, tall);
    this.#probabilities = new PairedOperand(context, "activations", operands.probabilities, square);
    this.#outputGradient = new PairedOperand(context, "gradients", node.outputGradients, tall);
    this.#scoreGradient = new PairedOperand(context, "gradients", node.scoreGradients, square);
    this.#tall = createReals(reals, blocks * d * length);
    this.#square = createReals(reals, blocks * length * length);
    this.#squareGradient = createReals(reals, context.isTraining ? blocks * length * length : 0);
    this.#forms = this.#createForms();
  }

  forward(): void {
    const { context } = this.#node;
    this.#gatherOperands();
    this.#run(this.#forms.scores);
    context.activationSpill?.round(this.#square);
    attentionSoftmax(this.#shape, this.#square, this.#square);
    context.ppu?.round(this.#square);
    context.activationSpill?.round(this.#square);
    this.#probabilities.quantizeAlong(this.#square);
    this.#run(this.#forms.output);
    scatterHeads(this.#shape, 0, this.#tall, this.#tensors.output.values);
  }

  backward(): void {
    const { context, layer } = this.#node;
    const { inputs, output } = this.#tensors;
    const { gradient } = output;
    context.gradientSpill?.round(gradient);
    gatherHeads(this.#shape, 0, gradient, this.#tall);
    this.#outputGradient.quantize(this.#tall);
    this.#deriveBackwardViews();
    this.#run(this.#forms.dP);
    context.gradientSpill?.round(this.#squareGradient);
    attentionSoftmaxBackward(this.#shape, this.#square, this.#squareGradient, this.#squareGradient);
    context.ppu?.round(this.#squareGradient);
    context.gradientSpill?.round(this.#squareGradient);
    this.#scoreGradient.quantize(this.#squareGradient);
    const out = inputs[0].contribution;
    [this.#forms.dQ, this.#forms.dK, this.#forms.dV].forEach((form, third) => {
      this.#run(form);
      scatterHeads(this.#shape, third * layer.features, this.#tall, out);
    });
    inputs[0].contribute();
  }

  /** Q and K are reduced down their columns by the scores, V along its rows by the output. */
  #gatherOperands(): void {
    const { features } = this.#node.layer;
    const { values } = this.#tensors.inputs[0];
    gatherHeads(this.#shape, 0, values, this.#tall);
    this.#query.quantizeDown(this.#tall);
    gatherHeads(this.#shape, features, values, this.#tall);
    this.#key.quantizeDown(this.#tall);
    gatherHeads(this.#shape, 2 * features, values, this.#tall);
    this.#value.quantizeAlong(this.#tall);
  }

  #deriveBackwardViews(): void {
    this.#query.deriveAlong();
    this.#key.deriveAlong();
    this.#value.deriveDown();
    this.#probabilities.deriveDown();
  }

  #run({ site, products, results }: HeadProducts): void {
    for (let i = 0; i < products.length; i++) site.run(products[i], results[i]);
  }

  #createForms() {
    const node = this.#node;
    const { headSize: d, length } = this.#shape;
    const form = (m: number, n: number, k: number, turned: Omit<ProductForm, "m" | "n" | "k">): ProductForm => ({ m, n, k, ...turned });
    const outer = form(length, length, d, { aTransposed: true, bTransposed: false });
    const inner = form(d, length, length, { aTransposed: false, bTransposed: true });
    return {
      scores: this.#heads(node.scores, outer, this.#query.down, this.#key.down, this.#square),
      output: this.#heads(node.output, inner, this.#value.along, this.#probabilities.along, this.#tall),
      dP: this.#heads(node.probabilityGradient, { ...outer, outTransposed: true }, this.#value.down, this.#outputGradient.down, this.#squareGradient),
      dV: this.#heads(
        node.valueGradient,
        form(length, d, length, { aTransposed: true, bTransposed: true, outTransposed: true }),
        this.#probabilities.down,
        this.#outputGradient.along,
        this.#tall,
      ),
      dQ: this.#heads(node.queryGradient, inner, this.#key.along, this.#scoreGradient.along, this.#tall),
      dK: this.#heads(
        node.keyGradient,
        form(d, length, length, { aTransposed: false, bTransposed: false }),
        this.#query.along,
        this.#scoreGradient.down,
        this.#tall,
      ),
    };
  }

  #heads(site: GemmSite, form: ProductForm, left: QuantizedOperand, right: QuantizedOperand, out: Reals): HeadProducts {
    const { blocks } = this.#shape;
    const size = form.m * form.n;
    const products = Array.from({ length: blocks }, (_, block) => ({ ...form, a: blockOf(left, block), b: blockOf(right, block) }));
    const results = products.map((_, block) => out.subarray(block * size, (block + 1) * size));
    return { site, products, results };
  }
}

function blockOf(operand: QuantizedOperand, block: number): Product["a"] {
  const { rows, blocks } = operand.groups;
  return blocks === 1 ? operand : operand.part(block * rows, rows);
}
