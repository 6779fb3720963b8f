import type { Recording } from "./recording.ts";

/** A recording in a file. */
export interface OpenRecording extends Recording {
  close(): void;
}

/**
 * Opens a recording file, a cut-off one up to its last whole chunk.
 *
 * @throws {LnsimError} `file-not-found`, `file-unreadable`, `trace-version`, `trace-corrupt`.
 */
export function openRecording(path: string): OpenRecording {
  throw new Error(`not there yet: ${path}`);
}
