import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { ByteWriter } from "./byte-writer.ts";
import type { Chunk } from "./chunk.ts";
import { ColumnReader, foldSigns, unfoldSigns, writeColumn } from "./columns.ts";
import type { Keyframe } from "./piece.ts";
import type { Tracks } from "./tracks.ts";

/** The most that is unpacked at once. */
const mostBytes = 64 * 1024 * 1024;
const mostEvents = 2 ** 23;
const writer = new ByteWriter();

/** Packs bytes; fast rather than small. */
export function pack(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** Unpacks what {@link pack} packed. @throws Error when it is no such thing, or more than 64 MiB. */
export function unpack(bytes: Uint8Array): Uint8Array {
  return zstdDecompressSync(bytes, { maxOutputLength: mostBytes });
}

/**
 * A chunk as packed columns: events per track; cycles, each as the distance to the event before of the same track, which for the
 * first one is that of the keyframe at the chunk's beginning; lags; values; numbers of messages and actions, less one.
 */
export function encodeChunk(tracks: Tracks, start: Keyframe, chunk: Chunk): Uint8Array {
  const { starts, cycle } = chunk;
  writer.length = 0;
  const events = new Int32Array(tracks.count);
  const distances = new Float64Array(cycle.length);
  for (let track = 0; track < tracks.count; track++) {
    events[track] = starts[track + 1]! - starts[track]!;
    let last = start[tracks.lastAt + track]!;
    for (let at = starts[track]!; at < starts[track + 1]!; at++) {
      distances[at] = cycle[at]! - last;
      last = cycle[at]!;
    }
  }
  writeColumn(writer, events);
  writeColumn(writer, distances);
  writeColumn(writer, foldSigns(chunk.lag));
  writeColumn(writer, chunk.value);
  writeColumn(writer, foldSigns(lessOne(chunk.n)));
  return pack(writer.written());
}

/** The inverse of {@link encodeChunk}. @throws Error when the bytes are no chunk that belongs between these totals. */
export function decodeChunk(tracks: Tracks, start: Keyframe, end: Keyframe, bytes: Uint8Array): Chunk {
  const columns = new ColumnReader(unpack(bytes));
  const starts = decodeStarts(tracks, columns, start, end);
  const total = starts[tracks.count]!;
  if (total > mostEvents) throw new Error("a chunk has more events than are unpacked at once");
  const cycle = new Float64Array(total);
  columns.read(cycle);
  for (let track = 0; track < tracks.count; track++) {
    let last = start[tracks.lastAt + track]!;
    for (let at = starts[track]!; at < starts[track + 1]!; at++) cycle[at] = last += cycle[at]!;
  }
  // Folded lags of three bytes fit 32 bits in both signs.
  const lag = columns.width() <= 3 ? new Int32Array(total) : new Float64Array(total);
  columns.read(lag);
  const value = new Int32Array(starts[2 * tracks.blocks]!);
  columns.read(value);
  checkValues(tracks, starts, value);
  const n = new Float64Array(total - starts[tracks.blocks]!);
  columns.read(n);
  unfoldSigns(n);
  for (let at = 0; at < n.length; at++) n[at]! += 1;
  columns.end();
  return { starts, cycle, lag: unfoldSigns(lag), value, n };
}

function lessOne(numbers: Float64Array): Float64Array {
  const result = new Float64Array(numbers.length);
  for (let at = 0; at < numbers.length; at++) result[at] = numbers[at]! - 1;
  return result;
}

function decodeStarts(tracks: Tracks, columns: ColumnReader, start: Keyframe, end: Keyframe): Int32Array {
  const starts = new Int32Array(tracks.count + 1);
  columns.read(starts.subarray(1));
  for (let track = 0; track < tracks.count; track++) {
    if (starts[track + 1] !== end[track]! - start[track]!) throw new Error("a chunk has other events than its totals say");
    starts[track + 1]! += starts[track]!;
  }
  return starts;
}

function checkValues(tracks: Tracks, starts: Int32Array, value: Int32Array): void {
  for (let track = 0; track < 2 * tracks.blocks; track++) {
    const values = tracks.values(track);
    for (let at = starts[track]!; at < starts[track + 1]!; at++) {
      if (!(value[at]! >= 0 && value[at]! < values)) throw new Error(`a chunk has the value ${value[at]} where ${values} are possible`);
    }
  }
}
