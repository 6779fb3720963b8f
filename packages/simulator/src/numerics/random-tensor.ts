import { createRandom, exp2 } from "@lnsim/elementary";
import { fillNormal } from "@lnsim/training";
import type { WeightTensor } from "./capture-step.ts";

const elements = 1000;
/** Octaves below 1 over which magnitudes of weights are spread evenly. */
const spreadOctaves = 10;

/** Weights whose logarithms are uniform, of either sign, and standard normal gradients. */
export function randomTensor(seed: number): WeightTensor {
  const random = createRandom(seed, "random weights");
  const gradients = new Float32Array(elements);
  fillNormal(random, gradients);
  const weights = Float64Array.from({ length: elements }, () => (random.nextBelow(2) === 0 ? 1 : -1) * exp2(-spreadOctaves * random.nextFloat()));
  return { name: "random", weights, gradients: Float64Array.from(gradients) };
}
