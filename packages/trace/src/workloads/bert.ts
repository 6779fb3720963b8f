import type { LayerSpec } from "../model.ts";
import { add, attentionBranch, dropout, embeddings, layerNorm, perceptronBranch, type TransformerSizes } from "./transformer-parts.ts";

/** BERT-Base and -Large, uncased (Devlin et al., 2019), on sequences of 384 tokens as in question answering on SQuAD. */
export const bertSizes = {
  base: { layers: 12, hidden: 768, heads: 12, sequence: 384, vocabulary: 30522 },
  large: { layers: 24, hidden: 1024, heads: 16, sequence: 384, vocabulary: 30522 },
} as const satisfies { readonly [name: string]: TransformerSizes };

/** What the layers do not say of BERT in question answering. */
export const bertLeftOut =
  "the segment embedding, dropout of attention probabilities, the 128 rows of the position table beyond the sequence, the pooler " +
  "(question answering does not use it); the loss takes the two logits of a position where SQuAD takes each over all positions";

/** BERT for question answering: embeddings with norm, blocks with the norm behind each addition, two logits a position. */
export function bertModel(sizes: TransformerSizes): readonly LayerSpec[] {
  const { hidden, layers: blocks } = sizes;
  const layers: LayerSpec[] = [...embeddings(sizes), layerNorm("norm", "position", hidden), dropout("dropout", "norm")];
  for (let i = 1; i <= blocks; i++) layers.push(...block(`block${i}`, layers.at(-1)!.name, sizes));
  return [...layers, { kind: "linear", name: "answer", from: [layers.at(-1)!.name], inputs: hidden, outputs: 2, bias: true }];
}

function block(name: string, from: string, sizes: TransformerSizes): readonly LayerSpec[] {
  return [
    ...attentionBranch(name, from, sizes, false),
    add(`${name}.add1`, from, `${name}.dropout1`),
    layerNorm(`${name}.norm1`, `${name}.add1`, sizes.hidden),
    ...perceptronBranch(name, `${name}.norm1`, sizes),
    add(`${name}.add2`, `${name}.norm1`, `${name}.dropout2`),
    layerNorm(`${name}.norm2`, `${name}.add2`, sizes.hidden),
  ];
}
