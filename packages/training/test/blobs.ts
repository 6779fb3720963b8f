import { createRandom } from "@lnsim/elementary";
import type { Dataset, Samples } from "@lnsim/trace";

/** An easy data set: 3 classes of 12-pixel images, each bright in its own third, with noise. */
export function blobs(train: number, test: number): Dataset {
  return { features: 12, classes: 3, train: draw(train, "train"), test: draw(test, "test"), sha256: { "train-images-idx3-ubyte": "00" } };
}

function draw(count: number, part: string): Samples {
  const random = createRandom(11, part);
  const labels = Uint8Array.from({ length: count }, () => random.nextBelow(3));
  const images = new Uint8Array(count * 12);
  for (let i = 0; i < images.length; i++) {
    const isBright = Math.floor((i % 12) / 4) === labels[Math.floor(i / 12)];
    images[i] = random.nextBelow(100) + (isBright ? 150 : 0);
  }
  return { count, images, labels };
}
