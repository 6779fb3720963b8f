import { LnsimError } from "@lnsim/contracts";
import type { AttentionLayer } from "@lnsim/trace";
import type { GemmSite } from "../gemm/gemm-site.ts";
import { BoundAttention } from "./bound-attention.ts";
import type { GraphContext } from "./context.ts";
import type { BoundNode, GraphNode, NodeTensors } from "./graph-node.ts";
import { pairedQuantizers, type PairedQuantizers } from "./paired-operand.ts";

/** The tensors of attention that its products read, each with scales of its own. */
type AttentionOperand = "query" | "key" | "value" | "probabilities";

/** Multi-head attention: softmax(Q^T K / sqrt(d)) and its product with V, per head of every sample. */
export class AttentionNode implements GraphNode {
  readonly layer: AttentionLayer;
  readonly context: GraphContext;
  readonly scores: GemmSite;
  readonly output: GemmSite;
  /** By what they lead to: P, V, Q and K. */
  readonly probabilityGradient: GemmSite;
  readonly valueGradient: GemmSite;
  readonly queryGradient: GemmSite;
  readonly keyGradient: GemmSite;
  readonly operands: { readonly [Operand in AttentionOperand]: PairedQuantizers };
  /** Of the gradients of the output and of the scores. */
  readonly outputGradients: PairedQuantizers;
  readonly scoreGradients: PairedQuantizers;

  /** Throws `invalid-combination` where weights and activations have different formats: here both operands are activations. */
  constructor(layer: AttentionLayer, context: GraphContext) {
    const { name } = layer;
    const { weights, activations, datapaths } = context.arithmetic;
    if (datapaths.fprop.kind !== "float" && weights.id !== activations.id) throw unequalFormats(layer, weights.id, activations.id);
    this.layer = layer;
    this.context = context;
    this.scores = context.site("fprop", `${name}.scores`);
    this.output = context.site("fprop", `${name}.context`);
    this.probabilityGradient = context.site("dgrad", `${name}.context`);
    this.valueGradient = context.site("wgrad", `${name}.context`);
    this.queryGradient = context.site("dgrad", `${name}.scores`);
    this.keyGradient = context.site("wgrad", `${name}.scores`);
    const operand = (part: string): PairedQuantizers => pairedQuantizers(context, "activations", `${name}.${part}`);
    this.operands = { query: operand("query"), key: operand("key"), value: operand("value"), probabilities: operand("probabilities") };
    this.outputGradients = pairedQuantizers(context, "gradients", `${name}.out.grad`);
    this.scoreGradients = pairedQuantizers(context, "gradients", `${name}.scores.grad`);
  }

  bind(tensors: NodeTensors): BoundNode {
    return new BoundAttention(this, tensors);
  }
}

function unequalFormats({ name }: AttentionLayer, weights: string, activations: string): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "attention multiplies activations with activations, on a datapath that is made for weights and activations of different formats",
    path: name,
    found: `${weights} and ${activations}`,
    expected: "one format for weights and activations",
  });
}
