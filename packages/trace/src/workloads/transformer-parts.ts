import type { LayerSpec } from "../model.ts";

/** Sizes that all blocks of a transformer share. */
export interface TransformerSizes {
  readonly layers: number;
  /** Features of a position. */
  readonly hidden: number;
  readonly heads: number;
  /** Positions of a sample. */
  readonly sequence: number;
  /** Distinct tokens. */
  readonly vocabulary: number;
}

/** Layers one behind the other: each reads the one before it, the first reads `from`. */
function chained(from: string, layers: readonly LayerSpec[]): readonly LayerSpec[] {
  return layers.map((layer, i) => ({ ...layer, from: [i === 0 ? from : layers[i - 1]!.name] }));
}

/** Self-attention with its projections and dropout: stacked queries, keys and values; heads; output projection. */
export function attentionBranch(block: string, from: string, { hidden, heads }: TransformerSizes, causal: boolean): readonly LayerSpec[] {
  return chained(from, [
    linear(`${block}.qkv`, hidden, 3 * hidden),
    { kind: "attention", name: `${block}.attention`, from: [], features: hidden, heads, causal },
    linear(`${block}.projection`, hidden, hidden),
    dropout(`${block}.dropout1`),
  ]);
}

/** The perceptron of a block, four times as wide inside, with GELU and dropout. */
export function perceptronBranch(block: string, from: string, { hidden }: TransformerSizes): readonly LayerSpec[] {
  return chained(from, [
    linear(`${block}.fc1`, hidden, 4 * hidden),
    { kind: "gelu", name: `${block}.gelu`, from: [] },
    linear(`${block}.fc2`, 4 * hidden, hidden),
    dropout(`${block}.dropout2`),
  ]);
}

/** A residual addition of two layers. */
export function add(name: string, left: string, right: string): LayerSpec {
  return { kind: "add", name, from: [left, right] };
}

/** A layer norm with scale and shift. */
export function layerNorm(name: string, from: string, features: number): LayerSpec {
  return { kind: "layer-norm", name, from: [from], features, epsilon: 1e-5, affine: true };
}

/** Token and position tables. */
export function embeddings({ vocabulary, hidden, sequence }: TransformerSizes): readonly LayerSpec[] {
  return [
    { kind: "embedding", name: "embedding", from: ["input"], tokens: vocabulary, features: hidden },
    { kind: "position", name: "position", from: ["embedding"], positions: sequence, features: hidden },
  ];
}

/** Dropout of a tenth of the values. */
export function dropout(name: string, from?: string): LayerSpec {
  return { kind: "dropout", name, from: from === undefined ? [] : [from], probability: 0.1 };
}

function linear(name: string, inputs: number, outputs: number): LayerSpec {
  return { kind: "linear", name, from: [], inputs, outputs, bias: true };
}
