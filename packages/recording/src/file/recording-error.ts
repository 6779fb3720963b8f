import { LnsimError } from "@lnsim/contracts";

/** The error for a recording that stopped before its first chunk was written. */
export function emptyError(path: string, reason: string): LnsimError {
  return new LnsimError({
    code: "recording-corrupt",
    message: "the recording broke off before anything was in it",
    path,
    found: reason,
    expected: "at least a first whole chunk",
    remedy: "record anew, with room on the disk",
  });
}

/** The error for bytes of a file that are not what was written. */
export function corruptError(path: string, found: string, cause?: unknown): LnsimError {
  return new LnsimError({
    code: "recording-corrupt",
    message: "the recording is damaged",
    path,
    found,
    expected: "the bytes that were written",
    remedy: "copy the file again, or record anew",
    cause,
  });
}
