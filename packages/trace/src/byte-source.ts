import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { LnsimError } from "@lnsim/contracts";

/** Bytes that can be read at any place: a file, or memory. */
export interface ByteSource {
  /** What errors call it: the file's path. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes [offset, offset + length); the caller asks for nothing beyond the end. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

/** Bytes in memory. */
export function memorySource(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close: () => {},
  };
}

/** A file, opened for reading. Throws `file-not-found` or `file-unreadable`. */
export function fileSource(path: string): ByteSource {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    throw readFailure(path, error);
  }
  const status = fstatSync(descriptor);
  if (status.isDirectory()) {
    closeSync(descriptor);
    throw new LnsimError({ code: "file-unreadable", message: "the path is a folder, not a file", path, remedy: "name a file in it" });
  }
  return {
    name: path,
    sizeBytes: status.size,
    read: (offset, length) => readWhole(descriptor, offset, length),
    close: () => closeSync(descriptor),
  };
}

/** The error for a file that could not be opened or read. */
export function readFailure(path: string, error: unknown): LnsimError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  if (reason === "ENOENT" || reason === "ENOTDIR") {
    return new LnsimError({ code: "file-not-found", message: "there is no such file", path, remedy: "check the path", cause: error });
  }
  return new LnsimError({
    code: "file-unreadable",
    message: "the file cannot be read",
    path,
    found: reason,
    remedy: "check its permissions",
    cause: error,
  });
}

function readWhole(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, offset + done);
    if (count === 0) throw new Error(`the file became shorter while it was read, at byte ${offset + done}`);
    done += count;
  }
  return bytes;
}
