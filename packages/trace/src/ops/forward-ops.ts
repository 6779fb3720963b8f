import type { LayerSpec } from "../model.ts";
import { attentionForward } from "./attention-ops.ts";
import { layerGemms } from "./layer-gemms.ts";
import type { OpDraft } from "./op-list.ts";
import { elementsOf, outputOf, parametersOf, type Site } from "./site.ts";

/** The ops of a layer's forward pass. */
export function forwardOps(site: Site): readonly OpDraft[] {
  const { layer } = site;
  if (layer.kind === "attention") return attentionForward({ ...site, layer });
  const [weight, ...rest] = parametersOf(layer);
  const operands = layer.from.map(outputOf);
  const op = { name: `${layer.name}.fprop`, layer: layer.name, pass: "fprop", operator: layer.kind } as const;
  const writes = [outputOf(layer.name), ...savedBy(layer)];
  if (layer.kind === "linear" || layer.kind === "conv2d") {
    return [{ ...op, gemms: layerGemms({ ...site, layer }).fprop, reads: [weight!, ...operands, ...rest], writes }];
  }
  return [{ ...op, elements: elementsOf(site), reads: [...operands, ...parametersOf(layer)], writes }];
}

/** What a layer keeps for its backward pass beside what it reads and leaves. */
export function savedBy({ kind, name }: LayerSpec): readonly string[] {
  switch (kind) {
    case "batch-norm":
    case "layer-norm":
      return [`${name}.statistics`];
    case "dropout":
      return [`${name}.mask`];
    default:
      return [];
  }
}
