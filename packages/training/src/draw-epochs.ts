import { createRandom } from "@lnsim/elementary";
import type { Samples } from "@lnsim/trace";

/** Samples drawn in an epoch: every image once; of a text as many windows as cover it once. */
export function samplesPerEpoch({ count, stride }: Samples): number {
  return Math.floor(count / stride);
}

/**
 * For each epoch the numbers of the samples drawn, in order: a permutation of all images, or of the windows of a text that
 * follow one another from a place drawn anew for every epoch.
 */
export function drawEpochs(samples: Samples, epochs: number, seed: number): readonly Uint32Array[] {
  const { stride } = samples;
  return Array.from({ length: epochs }, (_, epoch) => {
    const random = createRandom(seed, `epoch ${epoch}`);
    const first = stride === 1 ? 0 : random.nextBelow(stride);
    const order = Uint32Array.from({ length: samplesPerEpoch(samples) }, (_sample, i) => first + i * stride);
    random.shuffle(order);
    return order;
  });
}
