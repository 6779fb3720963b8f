import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { parameterShapes, type LayerSpec, type ParameterShape, type ParameterTensor } from "@lnsim/trace";
import { fillNormal } from "./normal.ts";

/**
 * Initial values as PyTorch has them by default, each tensor from a random stream of its own, rounded to binary32:
 * weights and biases of linear layers and convolutions uniform in ±1 / sqrt(inputs of an output), norms with scale 1 and
 * shift 0, embeddings and positions from the normal distribution.
 */
export function initialParameters(model: readonly LayerSpec[], seed: number): ReadonlyMap<string, ParameterTensor> {
  const tensors = model.flatMap((layer) => parameterShapes(layer).map((parameter) => ({ layer, ...parameter })));
  return new Map(tensors.map(({ layer, name, shape }) => [name, { shape, values: initialValues(layer, { name, shape }, seed) }]));
}

function initialValues(layer: LayerSpec, { name, shape }: ParameterShape, seed: number): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  const random = createRandom(seed, `initial ${name}`);
  switch (layer.kind) {
    case "linear":
      return uniform(length, 1 / Math.sqrt(layer.inputs), random);
    case "conv2d":
      return uniform(length, 1 / Math.sqrt((layer.kernel[0] * layer.kernel[1] * layer.inputs) / layer.groups), random);
    case "batch-norm":
    case "layer-norm":
      return new Float32Array(length).fill(name.endsWith(".weight") ? 1 : 0);
    default: {
      const values = new Float32Array(length);
      fillNormal(random, values);
      return values;
    }
  }
}

function uniform(length: number, bound: number, random: SeededRandom): Float32Array {
  return Float32Array.from({ length }, () => bound * (2 * random.nextFloat() - 1));
}
