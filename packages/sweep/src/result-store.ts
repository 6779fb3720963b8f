import type { Attempt, Row } from "./row.ts";

/** Where rows are kept. Several processes may write; a row that was written survives whatever happens then. */
export interface ResultStore {
  /** Adds a row; one that is there already stays as it is. */
  addRow(row: Row): void;
  addAttempt(attempt: Attempt): void;
  has(id: string): boolean;
  row(id: string): Row | undefined;
  /** All rows in ascending order of their ids. */
  rows(): Iterable<Row>;
  attempts(): Iterable<Attempt>;
  /** A shared part of results, such as the timing of a step, by its key; undefined where it is not there. */
  part(kind: "timing" | "replay", key: string): Uint8Array | undefined;
  addPart(kind: "timing" | "replay", key: string, bytes: Uint8Array): void;
  /** Makes several changes at once: all of them are kept, or none where `change` throws. It may be called again while others write. */
  together(change: () => void): void;
  close(): void;
}
