/**
 * The layers of a network as plain data. A layer reads the outputs of earlier layers (`from`, by name; "input" is the
 * batch itself) and has one output.
 *
 * Every tensor has `features` rows and batch * height * width columns: column (sample * height + y) * width + x.
 * A vector has height = width = 1; a sequence has height 1 and its positions along the width.
 */
export interface TensorShape {
  readonly features: number;
  readonly height: number;
  readonly width: number;
}

/** Vertical and horizontal: [height, width]. */
export type Pair = readonly [vertical: number, horizontal: number];

interface Layer {
  readonly name: string;
  /** Names of the layers whose outputs it reads, or "input". One name, but for `add`. */
  readonly from: readonly string[];
}

/** y = W x + bias for every column; W of shape outputs x inputs. */
export interface LinearLayer extends Layer {
  readonly kind: "linear";
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
}

/**
 * A convolution. Its weights have the shape outputs x (kernel height, kernel width, inputs / groups), so that a row is
 * the reduction of its GEMM in order (r, s, c). Output sizes round down.
 */
export interface Conv2dLayer extends Layer {
  readonly kind: "conv2d";
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly groups: number;
  readonly bias: boolean;
}

/** Normalises every feature over batch and positions; running means and variances serve evaluation. */
export interface BatchNormLayer extends Layer {
  readonly kind: "batch-norm";
  readonly features: number;
  readonly epsilon: number;
  /** Share of a step's statistics in the running ones. */
  readonly momentum: number;
  /** Whether a scale (initially 1) and a shift (initially 0) per feature are learnt. */
  readonly affine: boolean;
}

/** Normalises every column over its features. */
export interface LayerNormLayer extends Layer {
  readonly kind: "layer-norm";
  readonly features: number;
  readonly epsilon: number;
  readonly affine: boolean;
}

/** max(x, slope * x); slope 0 for "relu". */
export interface ReluLayer extends Layer {
  readonly kind: "relu";
}

export interface LeakyReluLayer extends Layer {
  readonly kind: "leaky-relu";
  readonly slope: number;
}

/** x * Phi(x), by the tanh approximation. */
export interface GeluLayer extends Layer {
  readonly kind: "gelu";
}

/** Windows beyond the edge are cut ("max") or count zeros ("average"). Output sizes round down. */
export interface PoolLayer extends Layer {
  readonly kind: "max-pool" | "average-pool";
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

/** The mean over all positions of a feature: features x 1 x 1. */
export interface GlobalPoolLayer extends Layer {
  readonly kind: "global-average-pool";
}

/** In training, zeroes each value with this probability and divides the others by its complement. */
export interface DropoutLayer extends Layer {
  readonly kind: "dropout";
  readonly probability: number;
}

/** features x height x width to (features * height * width) x 1 x 1, in this order. */
export interface FlattenLayer extends Layer {
  readonly kind: "flatten";
}

/** A column of a table (features x tokens) for every token of the input. */
export interface EmbeddingLayer extends Layer {
  readonly kind: "embedding";
  readonly tokens: number;
  readonly features: number;
}

/** Adds a learnt vector (features x positions) to every position. */
export interface PositionLayer extends Layer {
  readonly kind: "position";
  readonly positions: number;
  readonly features: number;
}

/** The sum of two tensors of one shape: a residual connection. */
export interface AddLayer extends Layer {
  readonly kind: "add";
}

/**
 * Multi-head attention of queries, keys and values, stacked in this order in 3 * features rows: per head
 * softmax(Q^T K / sqrt(features / heads)) and its product with V. Projections are linear layers of their own.
 */
export interface AttentionLayer extends Layer {
  readonly kind: "attention";
  readonly features: number;
  readonly heads: number;
  /** Whether a position sees itself and earlier ones only. */
  readonly causal: boolean;
}

export type LayerSpec =
  | LinearLayer
  | Conv2dLayer
  | BatchNormLayer
  | LayerNormLayer
  | ReluLayer
  | LeakyReluLayer
  | GeluLayer
  | PoolLayer
  | GlobalPoolLayer
  | DropoutLayer
  | FlattenLayer
  | EmbeddingLayer
  | PositionLayer
  | AddLayer
  | AttentionLayer;

export type LayerKind = LayerSpec["kind"];

/** What one sample is: an image of values in [0, 1], or a sequence of token numbers (features 1). */
export interface InputSpec extends TensorShape {
  readonly kind: "image" | "tokens";
  /** Whether the gradient of the input is formed too, as if it were the output of earlier layers; of images only. */
  readonly hasGradient?: boolean;
}
