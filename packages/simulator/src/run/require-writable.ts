import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { isReplaceable } from "@lnsim/trace";

/**
 * Refuses before long work what could not be written after it.
 *
 * @param what is written, such as "the trace"
 * @throws {LnsimError} code "file-unwritable"
 */
export function requireWritable(file: string, what: string): void {
  let replaceable: boolean;
  try {
    accessSync(dirname(file), constants.W_OK);
    replaceable = isReplaceable(file);
  } catch (cause) {
    throw unwritable(file, what, (cause as NodeJS.ErrnoException).code ?? String(cause), cause);
  }
  if (!replaceable) throw unwritable(file, what, "something that is not a file");
}

function unwritable(file: string, what: string, found: string, cause?: unknown): LnsimError {
  return new LnsimError({
    code: "file-unwritable",
    message: `${what} cannot be written`,
    path: file,
    found,
    remedy: "choose a folder that exists and may be written, and name a file in it",
    cause,
  });
}
