import { resolve } from "node:path";
import { requireWritable } from "../output/write-file.ts";
import { inTerminal } from "./show-picture.ts";

/** Refuses a picture that could not be written, before the work it is to show. @throws {LnsimError} code "file-unwritable" */
export function requirePicture(target: string | undefined): void {
  if (target !== undefined && target !== inTerminal) requireWritable(resolve(target));
}
