import type { LayerSpec } from "../model.ts";
import { attentionBackward } from "./attention-ops.ts";
import { savedBy } from "./forward-ops.ts";
import { layerGemms } from "./layer-gemms.ts";
import type { GemmShape } from "../schema.ts";
import type { OpDraft } from "./op-list.ts";
import { elementsOf, gradientsOf, outputOf, parametersOf, type Site } from "./site.ts";

/** The gradients a layer's backward pass reads and leaves; `operand` is null where nothing below learns. */
export interface BackwardGradients {
  readonly output: string;
  readonly operand: string | null;
}

/**
 * The ops of a layer's backward pass: dgrad and wgrad of its products; other layers have one op, which also forms the
 * gradients of their parameters. None for residual additions (both operands have the gradient of the sum).
 */
export function backwardOps(site: Site, gradients: BackwardGradients): readonly OpDraft[] {
  const { layer } = site;
  const { output, operand } = gradients;
  switch (layer.kind) {
    case "linear":
    case "conv2d":
      return weightedBackward({ ...site, layer }, gradients);
    case "attention":
      return operand === null ? [] : attentionBackward({ ...site, layer }, { output, operand });
    case "add":
      return [];
    default:
      return [elementwiseBackward(site, gradients)];
  }
}

/** Whether the gradient of what the layer reads is that of its output, so that nothing has to be computed for it. */
export function passesGradientOn({ kind }: LayerSpec): boolean {
  return kind === "add" || kind === "position";
}

function weightedBackward(site: Parameters<typeof layerGemms>[0], { output, operand }: BackwardGradients): readonly OpDraft[] {
  const { layer } = site;
  const { fprop, dgrad, wgrad } = layerGemms(site);
  const [weight] = parametersOf(layer);
  const op = { layer: layer.name, operator: layer.kind } as const;
  const last: OpDraft = {
    ...op,
    name: `${layer.name}.wgrad`,
    pass: "wgrad",
    gemms: wgrad,
    reads: [outputOf(layer.from[0]!), output],
    writes: gradientsOf(layer),
  };
  if (operand === null) return [last];
  const useful = sizeOf(fprop);
  const usefulMacs = useful === sizeOf(dgrad) ? {} : { usefulMacs: useful };
  return [{ ...op, name: `${layer.name}.dgrad`, pass: "dgrad", gemms: dgrad, ...usefulMacs, reads: [weight!, output], writes: [operand] }, last];
}

function elementwiseBackward(site: Site, { output, operand }: BackwardGradients): OpDraft {
  const { layer } = site;
  const result = operand === null || passesGradientOn(layer) ? [] : [operand];
  const [weight] = layer.kind === "batch-norm" || layer.kind === "layer-norm" ? parametersOf(layer) : [];
  return {
    name: `${layer.name}.dgrad`,
    layer: layer.name,
    pass: "dgrad",
    operator: layer.kind,
    elements: elementsOf(site),
    reads: [output, ...keptFor(layer), ...(weight === undefined ? [] : [weight])],
    writes: [...result, ...gradientsOf(layer)],
  };
}

/** What of the forward pass the backward pass of a layer reads. */
function keptFor(layer: LayerSpec): readonly string[] {
  const operand = outputOf(layer.from[0]!);
  switch (layer.kind) {
    case "relu":
    case "leaky-relu":
      return [outputOf(layer.name)];
    case "gelu":
    case "embedding":
    case "batch-norm":
    case "layer-norm":
      return [operand, ...savedBy(layer)];
    case "max-pool":
      return [operand, outputOf(layer.name)];
    default:
      return savedBy(layer);
  }
}

function sizeOf(gemms: readonly GemmShape[]): number {
  return gemms.reduce((sum, { m, n, k, count }) => sum + m * n * k * count, 0);
}
