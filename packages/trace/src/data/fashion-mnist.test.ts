import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { ImageDataset } from "./dataset.ts";
import { loadDataset } from "./load-dataset.ts";

/** Where Debian's package dataset-fashion-mnist puts its gzipped idx files. */
const folder = process.env.LNSIM_FASHION_MNIST ?? "/usr/share/datasets/fashion-mnist";

const isThere = existsSync(folder);
if (!isThere) console.log(`SKIPPED: Debian's package dataset-fashion-mnist is not installed in ${folder}`);

test.skipIf(!isThere)("Debian's Fashion-MNIST is a data set", () => {
  const data = loadDataset(folder) as ImageDataset;
  expect(data).toMatchObject({ classes: 10, input: { features: 1, height: 28, width: 28 }, train: { count: 60_000 }, test: { count: 10_000 } });
  expect(data.sha256).toEqual({
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  });
  expect(new Set(data.test.labels).size).toBe(10);
});
