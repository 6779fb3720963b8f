import { layerShapes } from "../graph/layer-shapes.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import type { Site } from "./site.ts";

/** The layers of a model as they stand in a step of `batch` samples, in order. Throws as {@link layerShapes}. */
export function stepSites(model: readonly LayerSpec[], input: InputSpec, batch: number): readonly Site[] {
  const outputs = layerShapes(model, input);
  const byName = new Map(model.map(({ name }, i) => [name, outputs[i]!]));
  return model.map((layer, i) => ({ layer, operand: byName.get(layer.from[0]!) ?? input, output: outputs[i]!, batch }));
}
