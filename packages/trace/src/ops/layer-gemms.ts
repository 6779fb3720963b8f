import type { Conv2dLayer, LinearLayer } from "../model.ts";
import type { GemmShape } from "../schema.ts";
import { convDgrad } from "./conv-dgrad.ts";
import { columnsOf, type Site } from "./site.ts";

/** The matrix products that a layer with weights issues in each pass. */
export interface LayerGemms {
  readonly fprop: readonly GemmShape[];
  readonly dgrad: readonly GemmShape[];
  readonly wgrad: readonly GemmShape[];
}

/** The products of a linear layer or a convolution; fprop and wgrad of a convolution are its im2col form, by group. */
export function layerGemms(site: Site<LinearLayer | Conv2dLayer>): LayerGemms {
  const { layer, output, batch } = site;
  const columns = columnsOf(output, batch);
  if (layer.kind === "linear") {
    const { inputs, outputs } = layer;
    return {
      fprop: [{ m: outputs, n: columns, k: inputs, count: 1 }],
      dgrad: [{ m: inputs, n: columns, k: outputs, count: 1 }],
      wgrad: [{ m: inputs, n: outputs, k: columns, count: 1 }],
    };
  }
  const { groups: count, kernel } = layer;
  const reduction = (kernel[0] * kernel[1] * layer.inputs) / count;
  const outputs = layer.outputs / count;
  return {
    fprop: [{ m: outputs, n: columns, k: reduction, count }],
    dgrad: convDgrad(layer, site.operand, batch),
    wgrad: [{ m: reduction, n: outputs, k: columns, count }],
  };
}
