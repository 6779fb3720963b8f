import type { Snapshot } from "@lnsim/kernel";
import type { JobPlace } from "./job-place.ts";
import type { TimelineLayout } from "./layout.ts";
import type { Keyframe, Piece } from "./piece.ts";
import type { RecordedOp, RecordingHeader } from "./recording.ts";

/** Where a recorder's pieces, snapshots and ops go; timelines are the step (null) and jobs by number. */
export interface RecordingStore {
  /** Bytes of decoded chunks worth keeping while it is written. */
  readonly cacheBytes: number;
  begin(header: RecordingHeader, place: JobPlace | null): void;
  addLayout(layout: TimelineLayout): void;
  /** `reference`: totals near those at the source of copies. Returns what gives a chunk's bytes again. */
  addPiece(job: number | null, piece: Piece, bytes: Uint8Array | null, reference: Keyframe | null): () => Uint8Array;
  /** Returns what gives the snapshot again. */
  addSnapshot(job: number | null, snapshot: Snapshot): () => Snapshot;
  addOps(ops: readonly RecordedOp[]): void;
  /** Nothing more will come; a reason says why not all of the step did. */
  finish(reason: string | null): void;
  close(): void;
}

/** Keeps everything in memory. */
export function memoryStore(): RecordingStore {
  const nothing = new Uint8Array(0);
  return {
    cacheBytes: 192 * 1024 * 1024,
    begin() {},
    addLayout() {},
    addPiece: (_job, _piece, bytes) => () => bytes ?? nothing,
    addSnapshot: (_job, snapshot) => () => snapshot,
    addOps() {},
    finish() {},
    close() {},
  };
}
