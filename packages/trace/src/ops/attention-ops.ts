import type { AttentionLayer } from "../model.ts";
import type { GemmShape, TraceOp } from "../schema.ts";
import type { OpDraft } from "./op-list.ts";
import { columnsOf, outputOf, type Site } from "./site.ts";

/** Where the backward pass of a layer reads and leaves gradients. */
export interface GradientNames {
  /** Of its output. */
  readonly output: string;
  /** Of what it reads. */
  readonly operand: string;
}

/** Sizes of attention: a product of each shape for every head of every sample. */
interface Sizes {
  readonly positions: number;
  /** Features of a head. */
  readonly features: number;
  readonly count: number;
}

/** scores = K^T Q (keys x queries), softmax over the keys, context = V P. All keys are multiplied, masked ones too. */
export function attentionForward(site: Site<AttentionLayer>): readonly OpDraft[] {
  const { name, from } = site.layer;
  const { positions, features, count } = sizesOf(site);
  const stacked = outputOf(from[0]!);
  const tensor = (part: string): string => `${name}.${part}`;
  return [
    product(name, "scores", "fprop", {
      gemms: [{ m: positions, n: positions, k: features, count }],
      reads: [stacked],
      writes: [tensor("scores")],
    }),
    softmax(site, "fprop", [tensor("scores")], tensor("probabilities")),
    product(name, "context", "fprop", {
      gemms: [{ m: features, n: positions, k: positions, count }],
      reads: [stacked, tensor("probabilities")],
      writes: [outputOf(name)],
    }),
  ];
}

/**
 * Each product has two factors and so two products behind it: dgrad leads to the factor on the right (P, Q), wgrad to the
 * one on the left (V, K). The gradients of Q, K and V are the thirds of one tensor.
 */
export function attentionBackward(site: Site<AttentionLayer>, gradients: GradientNames): readonly OpDraft[] {
  const { name, from } = site.layer;
  const { positions, features, count } = sizesOf(site);
  const stacked = outputOf(from[0]!);
  const tensor = (part: string): string => `${name}.${part}`;
  const square: GemmShape = { m: positions, n: positions, k: features, count };
  const tall: GemmShape = { m: features, n: positions, k: positions, count };
  const values: GemmShape = { m: positions, n: features, k: positions, count };
  const scores = { gemms: [tall], reads: [stacked, tensor("scores.grad")], writes: [gradients.operand] };
  return [
    product(name, "context", "dgrad", { gemms: [square], reads: [stacked, gradients.output], writes: [tensor("probabilities.grad")] }),
    product(name, "context", "wgrad", { gemms: [values], reads: [tensor("probabilities"), gradients.output], writes: [gradients.operand] }),
    softmax(site, "dgrad", [tensor("probabilities.grad"), tensor("probabilities")], tensor("scores.grad")),
    product(name, "scores", "dgrad", scores),
    product(name, "scores", "wgrad", scores),
  ];
}

function sizesOf({ layer, output, batch }: Site<AttentionLayer>): Sizes {
  return { positions: columnsOf(output, 1), features: layer.features / layer.heads, count: batch * layer.heads };
}

function product(layer: string, part: string, pass: TraceOp["pass"], rest: Pick<OpDraft, "gemms" | "reads" | "writes">): OpDraft {
  return { name: `${layer}.${part}.${pass}`, layer, pass, operator: "attention", ...rest };
}

function softmax(site: Site<AttentionLayer>, pass: "fprop" | "dgrad", reads: readonly string[], result: string): OpDraft {
  const { name } = site.layer;
  const { positions, count } = sizesOf(site);
  return { name: `${name}.softmax.${pass}`, layer: name, pass, operator: "softmax", elements: positions * positions * count, reads, writes: [result] };
}
