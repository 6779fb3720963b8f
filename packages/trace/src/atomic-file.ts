import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { LnsimError } from "@lnsim/contracts";

/** A file that appears under its name only when it is complete. */
export interface AtomicFile {
  append(bytes: Uint8Array): void;
  /** Makes the file appear, replacing an older one. */
  commit(): void;
  /** Leaves nothing behind. Does nothing after `commit`. */
  abandon(): void;
}

/**
 * True where a file can appear at `path` without destroying something else: nothing is there, or a regular file.
 * A device, a pipe or a folder would be replaced by the rename.
 */
export function isReplaceable(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
}

/**
 * Starts writing `path` by way of a temporary file beside it.
 * Every method throws `file-unwritable` when the folder or disk refuses; the temporary file is gone then.
 */
export function createAtomicFile(path: string): AtomicFile {
  if (attempt(path, () => !isReplaceable(path))) throw writeFailure(path, "something that is not a file");
  const temporary = `${path}.${process.pid}.partial`;
  let descriptor: number | undefined = attempt(path, () => openSync(temporary, "w"));

  const abandon = (): void => {
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
    rmSync(temporary, { force: true });
  };

  const guarded = (action: (open: number) => void): void => {
    if (descriptor === undefined) throw new Error("the file is closed already");
    try {
      action(descriptor);
    } catch (error) {
      abandon();
      throw writeFailure(path, error);
    }
  };

  return {
    append: (bytes) => guarded((open) => writeWhole(open, bytes)),
    commit: () => {
      guarded((open) => {
        fsyncSync(open);
        renameSync(temporary, path);
      });
      closeSync(descriptor!);
      descriptor = undefined;
    },
    abandon,
  };
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(descriptor, bytes, done);
}

function writeFailure(path: string, error: unknown): LnsimError {
  return new LnsimError({
    code: "file-unwritable",
    message: "the file cannot be written",
    path,
    found: (error as NodeJS.ErrnoException).code ?? String(error),
    remedy: "choose a file in a folder that exists and may be written",
    cause: error,
  });
}
