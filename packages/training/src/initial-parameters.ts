import { createRandom } from "@lnsim/elementary";
import type { LayerSpec, ParameterTensor } from "@lnsim/trace";

/**
 * PyTorch's default initialisation of fully connected layers: weights and biases uniform in ±1 / sqrt(inputs), each
 * tensor from a random stream of its own, rounded to binary32.
 */
export function initialParameters(model: readonly LayerSpec[], seed: number): ReadonlyMap<string, ParameterTensor> {
  const parameters = new Map<string, ParameterTensor>();
  for (const layer of model) {
    const bound = 1 / Math.sqrt(layer.inputs);
    const draw = (name: string, shape: readonly number[]): void => {
      const random = createRandom(seed, `initial ${name}`);
      const length = shape.reduce((product, size) => product * size, 1);
      parameters.set(name, { shape, values: Float32Array.from({ length }, () => bound * (2 * random.nextFloat() - 1)) });
    };
    draw(`${layer.name}.weight`, [layer.outputs, layer.inputs]);
    if (layer.bias) draw(`${layer.name}.bias`, [layer.outputs]);
  }
  return parameters;
}

/** For each epoch a permutation of the numbers of all samples. */
export function drawEpochs(samples: number, epochs: number, seed: number): readonly Uint32Array[] {
  return Array.from({ length: epochs }, (_, epoch) => {
    const order = Uint32Array.from({ length: samples }, (_, i) => i);
    createRandom(seed, `epoch ${epoch}`).shuffle(order);
    return order;
  });
}
