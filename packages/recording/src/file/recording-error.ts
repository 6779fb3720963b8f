import { LnsimError } from "@lnsim/contracts";

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
