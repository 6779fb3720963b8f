import type { SignedColumn } from "./columns.ts";

/**
 * Events of a stretch of cycles that was simulated, sorted by track, within a track in the order in which they were reported, which
 * is that of the cycles in which they happened.
 */
export interface Chunk {
  /** Where each track's events begin; one more entry than tracks. */
  readonly starts: Int32Array;
  /** The cycle in which each event happened: the first one of a run of messages. */
  readonly cycle: Float64Array;
  /** How much later it was reported; below 0: before it happened. Empty where nobody needs it: in files that are read. */
  readonly lag: SignedColumn;
  /** Of tracks of blocks: the activity or slot. */
  readonly value: Int32Array | Uint8Array;
  /** Of all tracks but those of activities, from `starts[blocks]` on: how many. */
  readonly n: Float64Array | Int32Array | Int16Array;
}

/** A chunk as it is recorded. */
export interface RecordedChunk extends Chunk {
  readonly lag: Float64Array;
  readonly value: Int32Array;
  readonly n: Float64Array;
}

/** Bytes that a chunk takes in memory. */
export function chunkBytes({ starts, cycle, lag, value, n }: Chunk): number {
  return starts.byteLength + cycle.byteLength + lag.byteLength + value.byteLength + n.byteLength;
}

/** Place of the first event of a track that happens after `cycle`, among the chunk's events. */
export function placeAfter(chunk: Chunk, track: number, cycle: number): number {
  const cycles = chunk.cycle;
  let low = chunk.starts[track]!;
  let high = chunk.starts[track + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cycles[middle]! <= cycle) low = middle + 1;
    else high = middle;
  }
  return low;
}
