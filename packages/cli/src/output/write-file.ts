import { accessSync, closeSync, constants, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LnsimError } from "@lnsim/contracts";

/**
 * Refuses before long work what could not be written after it: no folder, no permission, or something that is no file.
 *
 * @throws {LnsimError} code "file-unwritable"
 */
export function requireWritable(file: string): void {
  attempt(file, () => {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Error("something that is not a file");
  });
}

/** Writes a file that appears whole or not at all. @throws {LnsimError} code "file-unwritable" */
export function writeWhole(file: string, content: string | Uint8Array): void {
  writePieces(file, (write) => write(content));
}

/** The same for content that comes piece by piece. What `produce` throws passes through. @throws {LnsimError} code "file-unwritable" */
export function writePieces(file: string, produce: (write: (piece: string | Uint8Array) => void) => void): void {
  const temporary = `${file}.${process.pid}.partial`;
  try {
    const descriptor = attempt(file, () => openSync(temporary, "w"));
    try {
      produce((piece) => attempt(file, () => writeFileSync(descriptor, piece)));
      attempt(file, () => fsyncSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    attempt(file, () => renameSync(temporary, file));
  } finally {
    rmSync(temporary, { force: true });
  }
}

function attempt<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw new LnsimError({
      code: "file-unwritable",
      message: "the file cannot be written",
      path: file,
      found: (cause as NodeJS.ErrnoException).code ?? (cause as Error).message,
      remedy: "choose a file in a folder that exists and may be written",
      cause,
    });
  }
}
