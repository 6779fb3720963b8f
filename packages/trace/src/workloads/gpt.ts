import type { LayerSpec } from "../model.ts";
import { add, attentionBranch, dropout, embeddings, layerNorm, perceptronBranch, type TransformerSizes } from "./transformer-parts.ts";

/**
 * Layers, hidden size and attention heads of the models of 1.7 to 1008 billion parameters in Narayanan et al., "Efficient
 * Large-Scale Language Model Training on GPU Clusters Using Megatron-LM" (2021), table 1; the name says the billions.
 */
export const gptSizes: { readonly [name: string]: readonly [layers: number, hidden: number, heads: number] } = {
  "1.7b": [24, 2304, 24],
  "3.6b": [30, 3072, 32],
  "7.5b": [36, 4096, 32],
  "18.4b": [40, 6144, 48],
  "39.1b": [48, 8192, 64],
  "76.1b": [60, 10240, 80],
  "145.6b": [80, 12288, 96],
  "310.1b": [96, 16384, 128],
  "529.6b": [105, 20480, 128],
  "1t": [128, 25600, 160],
};

/** Tokens of a sample and of the vocabulary in the same table. */
export const gptText = { sequence: 2048, vocabulary: 51200 } as const;

/** What the layers say otherwise than Megatron. */
export const gptLeftOut =
  "dropout of attention probabilities; the head's weights are those of the embedding in the original and are tensors of their " +
  "own here, so that they are stored and updated once more; activations are kept, not computed anew";

/** GPT: embeddings, blocks with the norm before each branch, causal attention, a last norm and logits of every token. */
export function gptModel(sizes: TransformerSizes): readonly LayerSpec[] {
  const { hidden, layers: blocks, vocabulary } = sizes;
  const layers: LayerSpec[] = [...embeddings(sizes), dropout("dropout", "position")];
  for (let i = 1; i <= blocks; i++) layers.push(...block(`block${i}`, layers.at(-1)!.name, sizes));
  layers.push(layerNorm("norm", layers.at(-1)!.name, hidden));
  return [...layers, { kind: "linear", name: "head", from: ["norm"], inputs: hidden, outputs: vocabulary, bias: false }];
}

function block(name: string, from: string, sizes: TransformerSizes): readonly LayerSpec[] {
  return [
    layerNorm(`${name}.norm1`, from, sizes.hidden),
    ...attentionBranch(name, `${name}.norm1`, sizes, true),
    add(`${name}.add1`, from, `${name}.dropout1`),
    layerNorm(`${name}.norm2`, `${name}.add1`, sizes.hidden),
    ...perceptronBranch(name, `${name}.norm2`, sizes),
    add(`${name}.add2`, `${name}.add1`, `${name}.dropout2`),
  ];
}
