import type { InputSpec, LayerSpec, TensorShape } from "../model.ts";
import { misfit } from "./misfit.ts";
import { outputShape } from "./output-shape.ts";

/**
 * The shape of every layer's output, in the model's order. `path` is how errors call the list.
 *
 * Throws `invalid-value` with the path of the field: a name given twice, a layer that reads what does not stand before
 * it, sizes that do not fit what it reads, an output that nothing reads.
 */
export function layerShapes(model: readonly LayerSpec[], input: InputSpec, path = "model"): readonly TensorShape[] {
  const known = new Map<string, TensorShape>([["input", { features: input.features, height: input.height, width: input.width }]]);
  const unread = new Map<string, string>();
  const shapes = model.map((layer, i) => {
    const at = `${path}[${i}]`;
    if (layer.name === "" || known.has(layer.name)) throw misfit(`${at}.name`, layer.name, "a name of its own");
    const operands = layer.from.map((name, j) => {
      const shape = known.get(name);
      if (shape === undefined) throw misfit(`${at}.from[${j}]`, name, `"input" or an earlier layer: ${[...known.keys()].join(", ")}`);
      unread.delete(name);
      return shape;
    });
    const expected = layer.kind === "add" ? 2 : 1;
    if (operands.length !== expected) throw misfit(`${at}.from`, layer.from, `${expected} name(s)`);
    requireInputKind(layer, input, at);
    const shape = outputShape(layer, operands, at);
    known.set(layer.name, shape);
    unread.set(layer.name, `${at}.name`);
    return shape;
  });
  for (const [name, at] of [...unread].slice(0, -1)) throw misfit(at, name, "a layer that another one reads: only the last output may be unread");
  return shapes;
}

/** Token numbers are no quantities: an embedding reads them and nothing else does, and it reads nothing else. */
function requireInputKind(layer: LayerSpec, input: InputSpec, at: string): void {
  const readsInput = layer.from.includes("input");
  const readsTokens = readsInput && input.kind === "tokens";
  if (readsTokens && layer.kind !== "embedding") throw misfit(`${at}.kind`, layer.kind, `"embedding", because it reads token numbers`);
  if (!readsTokens && layer.kind === "embedding") throw misfit(`${at}.from`, layer.from, `"input", with token numbers`);
}
