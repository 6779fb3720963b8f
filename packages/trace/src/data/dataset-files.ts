import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFailure } from "../byte-source.ts";
import type { DatasetReference } from "../schema.ts";
import { datasetError } from "./dataset-error.ts";

/** A file's bytes. Throws `file-not-found` or `file-unreadable`. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw readFailure(path, error);
  }
}

/** Names in a folder. Throws as {@link readBytes}. */
export function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw readFailure(folder, error);
  }
}

/** Takes the checksums of a data set's files and compares them with those a trace was recorded with. */
export class Checksums {
  /** SHA-256 in hexadecimal by file. */
  readonly sha256: Record<string, string> = {};
  readonly #expected: DatasetReference | undefined;

  constructor(expected: DatasetReference | undefined) {
    this.#expected = expected;
  }

  /** Adds a file by its name, with its unpacked bytes. Throws `dataset-invalid` for other bytes than those recorded. */
  add(file: string, bytes: Uint8Array, path: string): void {
    const found = createHash("sha256").update(bytes).digest("hex");
    this.sha256[file] = found;
    const wanted = this.#expected?.sha256[file];
    if (wanted === undefined || wanted === found) return;
    const source = `package ${this.#expected!.package} ${this.#expected!.version}`;
    throw datasetError(path, `SHA-256 ${found}`, `${wanted}, as recorded in the trace (${source})`);
  }
}
