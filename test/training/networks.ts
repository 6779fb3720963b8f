import { createRandom } from "@lnsim/elementary";
import { parameterShapes, type Conv2dLayer, type InputSpec, type LayerSpec } from "@lnsim/trace";
import type { Batch } from "@lnsim/training";

/** A small network and what it reads. */
export interface SmallNetwork {
  readonly input: InputSpec;
  readonly model: readonly LayerSpec[];
  readonly classes: number;
}

const conv = (name: string, from: string, rest: Partial<Conv2dLayer> & Pick<Conv2dLayer, "inputs" | "outputs">): LayerSpec => ({
  kind: "conv2d", name, from: [from], kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 1, bias: true, ...rest,
});

/** Images of two features: a strided, a grouped and a dilated convolution, batch norm, a residual, both kinds of pooling. */
export const convolutional: SmallNetwork = {
  classes: 3,
  input: { kind: "image", features: 2, height: 6, width: 5 },
  model: [
    conv("conv1", "input", { inputs: 2, outputs: 4, kernel: [3, 2], stride: [2, 1] }),
    { kind: "batch-norm", name: "norm1", from: ["conv1"], features: 4, epsilon: 1e-5, momentum: 0.1, affine: true },
    { kind: "relu", name: "relu1", from: ["norm1"] },
    conv("conv2", "relu1", { inputs: 4, outputs: 4, groups: 2, bias: false }),
    { kind: "leaky-relu", name: "leaky", from: ["conv2"], slope: 0.2 },
    { kind: "add", name: "sum", from: ["leaky", "relu1"] },
    { kind: "max-pool", name: "pool1", from: ["sum"], kernel: [2, 2], stride: [1, 2], padding: [0, 1] },
    conv("conv3", "pool1", { inputs: 4, outputs: 6, kernel: [2, 2], stride: [2, 2], dilation: [1, 2] }),
    { kind: "average-pool", name: "pool2", from: ["conv3"], kernel: [2, 1], stride: [1, 1], padding: [0, 0] },
    { kind: "flatten", name: "flat", from: ["pool2"] },
    { kind: "linear", name: "fc", from: ["flat"], inputs: 12, outputs: 3, bias: true },
  ],
};

/** A global pool in the place of the flattening, and an affine norm before it. */
export const pooled: SmallNetwork = {
  classes: 3,
  input: { kind: "image", features: 1, height: 5, width: 5 },
  model: [
    conv("conv1", "input", { inputs: 1, outputs: 5, padding: [0, 0] }),
    { kind: "gelu", name: "gelu1", from: ["conv1"] },
    { kind: "global-average-pool", name: "pool", from: ["gelu1"] },
    { kind: "linear", name: "fc", from: ["pool"], inputs: 5, outputs: 3, bias: true },
  ],
};

/** A block of a transformer on sequences of six tokens. */
export const transformer: SmallNetwork = {
  classes: 7,
  input: { kind: "tokens", features: 1, height: 1, width: 6 },
  model: [
    { kind: "embedding", name: "embed", from: ["input"], tokens: 7, features: 8 },
    { kind: "position", name: "position", from: ["embed"], positions: 6, features: 8 },
    { kind: "layer-norm", name: "norm1", from: ["position"], features: 8, epsilon: 1e-5, affine: true },
    { kind: "linear", name: "qkv", from: ["norm1"], inputs: 8, outputs: 24, bias: true },
    { kind: "attention", name: "attention", from: ["qkv"], features: 8, heads: 2, causal: true },
    { kind: "linear", name: "projection", from: ["attention"], inputs: 8, outputs: 8, bias: true },
    { kind: "add", name: "sum1", from: ["projection", "position"] },
    { kind: "layer-norm", name: "norm2", from: ["sum1"], features: 8, epsilon: 1e-5, affine: true },
    { kind: "linear", name: "up", from: ["norm2"], inputs: 8, outputs: 16, bias: true },
    { kind: "gelu", name: "gelu", from: ["up"] },
    { kind: "linear", name: "down", from: ["gelu"], inputs: 16, outputs: 8, bias: true },
    { kind: "add", name: "sum2", from: ["down", "sum1"] },
    { kind: "linear", name: "head", from: ["sum2"], inputs: 8, outputs: 7, bias: false },
  ],
};

/** Initial values in ±1 / sqrt(elements of a row), norms near scale 1. */
export function drawParameters({ model }: SmallNetwork, seed: number): Map<string, Float32Array> {
  const random = createRandom(seed, "parameters");
  return new Map(model.flatMap((layer) => parameterShapes(layer).map(({ name, shape }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const isScale = layer.kind.endsWith("norm") && name.endsWith("weight");
    const bound = 1 / Math.sqrt(Math.max(4, length / shape[0]));
    return [name, Float32Array.from({ length }, () => (isScale ? 1 : 0) + bound * (2 * random.nextFloat() - 1))] as const;
  })));
}

/** Samples whose labels can be learnt: the brightest third of an image, the token before. */
export function drawBatch({ input, classes }: SmallNetwork, count: number, seed: number): Batch {
  const random = createRandom(seed, "batch");
  const values = input.features * input.height * input.width;
  if (input.kind === "tokens") {
    const tokens = Uint16Array.from({ length: count * values }, () => random.nextBelow(classes));
    return { count, inputs: Float32Array.from(tokens), labels: tokens.map((token, i) => (i % values === 0 ? token : tokens[i - 1])) };
  }
  const labels = Uint16Array.from({ length: count }, () => random.nextBelow(classes));
  const inputs = Float32Array.from({ length: count * values }, (_, i) => {
    const isBright = Math.floor(((i % values) * classes) / values) === labels[Math.floor(i / values)];
    return 0.4 * random.nextFloat() + (isBright ? 0.6 : 0);
  });
  return { count, inputs, labels };
}
