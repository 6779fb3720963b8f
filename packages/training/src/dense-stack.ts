import type { LayerSpec, LinearLayer } from "@lnsim/trace";

/** A linear layer and the ReLU after it, if there is one. */
export interface DenseLayer extends LinearLayer {
  readonly activation: "relu" | "none";
}

/** A chain of linear layers and ReLUs, by linear layer. Throws a plain Error for any other graph. */
export function denseStack(model: readonly LayerSpec[]): readonly DenseLayer[] {
  return model.flatMap((layer, i) => {
    const isChain = layer.from.join() === (i === 0 ? "input" : model[i - 1].name);
    if (!isChain || (layer.kind !== "linear" && layer.kind !== "relu")) throw new Error(`layer ${layer.name} (${layer.kind}) cannot be trained yet`);
    return layer.kind === "linear" ? [{ ...layer, activation: model[i + 1]?.kind === "relu" ? "relu" : "none" }] : [];
  });
}
