import { createRandom } from "@lnsim/elementary";
import { createImageDataset, ImageSamples, type ImageDataset } from "@lnsim/trace";

/** An easy data set: 3 classes of 12-pixel images, each bright in its own third, with noise. */
export function blobs(train: number, test: number): ImageDataset {
  const input = { kind: "image", features: 12, height: 1, width: 1 } as const;
  return createImageDataset(input, { train: draw(train, "train"), test: draw(test, "test") }, { "train-images-idx3-ubyte": "00" });
}

function draw(count: number, part: string): ImageSamples {
  const random = createRandom(11, part);
  const labels = Uint8Array.from({ length: count }, () => random.nextBelow(3));
  const images = new Uint8Array(count * 12);
  for (let i = 0; i < images.length; i++) {
    const isBright = Math.floor((i % 12) / 4) === labels[Math.floor(i / 12)];
    images[i] = random.nextBelow(100) + (isBright ? 150 : 0);
  }
  return new ImageSamples(images, labels);
}
