import { join } from "node:path";
import type { DatasetReference } from "../schema.ts";
import { datasetError } from "./dataset-error.ts";
import { readBytes, readNames, type Checksums } from "./dataset-files.ts";

const chapter = /^chapter_(\d+)\.json$/;
const plainText = /\.txt$/;

/**
 * The files of a folder that make up a text, in its order: the numbered chapters of a package of JSON files
 * ("chapter_1.json" and so on), or else the .txt files by name. Empty when it has neither.
 */
export function textFiles(names: readonly string[]): readonly string[] {
  const chapters = names.filter((name) => chapter.test(name));
  if (chapters.length > 0) return chapters.toSorted((a, b) => numberOf(a) - numberOf(b));
  // By code units: no locale decides the order.
  return names.filter((name) => plainText.test(name)).toSorted((a, b) => (a < b ? -1 : 1));
}

/** The text of a folder's files, one right after the other; with `expected`, of the files it names. */
export function readText(folder: string, checksums: Checksums, expected: DatasetReference | undefined): string {
  const files = textFiles(expected === undefined ? readNames(folder) : Object.keys(expected.sha256));
  if (files.length === 0) throw datasetError(folder, "no text", "chapter_N.json or .txt files");
  return files
    .map((file) => {
      const path = join(folder, file);
      const bytes = readBytes(path);
      checksums.add(file, bytes, path);
      const text = decodeUtf8(bytes, path);
      return chapter.test(file) ? textOfChapter(text, path) : text;
    })
    .join("");
}

function numberOf(file: string): number {
  return Number(chapter.exec(file)![1]);
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw datasetError(path, "bytes that are not UTF-8", "a text in UTF-8", error);
  }
}

function textOfChapter(json: string, path: string): string {
  let chapterOf: unknown;
  try {
    chapterOf = JSON.parse(json);
  } catch (error) {
    throw datasetError(path, (error as Error).message, "JSON", error);
  }
  const text = typeof chapterOf === "object" && chapterOf !== null && "text" in chapterOf ? chapterOf.text : undefined;
  if (typeof text !== "string") throw datasetError(`${path}: text`, typeof text, "a text");
  return text;
}
