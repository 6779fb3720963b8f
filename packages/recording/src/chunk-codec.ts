import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { ByteWriter } from "./byte-writer.ts";
import type { Chunk, RecordedChunk } from "./chunk.ts";
import { ColumnReader, foldSigns, type SignedColumn, writeColumn, writeZeros } from "./columns.ts";
import type { Keyframe, Piece } from "./piece.ts";
import type { Tracks } from "./tracks.ts";

/** The most that is unpacked at once. */
const mostBytes = 64 * 1024 * 1024;
const mostEvents = 2 ** 23;
const writer = new ByteWriter();
/** Numbers on their way into a column. */
let numbersInHand: Float64Array = new Float64Array(0);

function scratch(length: number): Float64Array {
  if (numbersInHand.length < length) numbersInHand = new Float64Array(2 * length);
  return numbersInHand;
}

/** Packs bytes; fast rather than small. */
export function pack(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** Unpacks what {@link pack} packed. @throws Error when it is no such thing, or more than 64 MiB. */
export function unpack(bytes: Uint8Array): Uint8Array {
  return zstdDecompressSync(bytes, { maxOutputLength: mostBytes });
}

/**
 * A chunk as packed columns: events per track; for activities, counts, sends and pops each: cycles, every one as the distance to the
 * event before of the same track, which for the first one is that of the keyframe at the chunk's beginning, and lags; then values;
 * then numbers of messages and actions, less one.
 */
export function encodeChunk(tracks: Tracks, start: Keyframe, chunk: RecordedChunk): Uint8Array {
  const { starts, cycle, lag, value, n } = chunk;
  const numbers = scratch(Math.max(cycle.length, tracks.count));
  writer.length = 0;
  for (let track = 0; track < tracks.count; track++) numbers[track] = starts[track + 1]! - starts[track]!;
  writeColumn(writer, numbers.subarray(0, tracks.count));
  for (const [first, last] of sections(tracks)) {
    const [from, to] = [starts[first]!, starts[last]!];
    for (let track = first; track < last; track++) writeDistances(cycle, starts[track]!, starts[track + 1]!, start[tracks.lastAt + track]!, numbers);
    writeColumn(writer, numbers.subarray(from, to));
    writeSigned(lag.subarray(from, to), 0, numbers);
  }
  for (let at = 0; at < value.length; at++) numbers[at] = value[at]!;
  writeColumn(writer, numbers.subarray(0, value.length));
  writeSigned(n, 1, numbers);
  return pack(writer.written());
}

/** Writes a column of distances from what most of the numbers are. */
function writeSigned(column: Float64Array, usual: number, numbers: Float64Array): void {
  const { length } = column;
  let first = 0;
  while (first < length && column[first] === usual) first++;
  if (first === length) return writeZeros(writer);
  const folded = numbers.subarray(0, length);
  for (let at = 0; at < length; at++) folded[at] = column[at]! - usual;
  writeColumn(writer, foldSigns(folded, folded));
}

function writeDistances(cycle: Float64Array, from: number, to: number, before: number, distances: Float64Array): void {
  let last = before;
  for (let at = from; at < to; at++) {
    distances[at] = cycle[at]! - last;
    last = cycle[at]!;
  }
}

/** The inverse of {@link encodeChunk}, with or without lags. @throws Error when the bytes are no chunk that belongs between these totals. */
export function decodeChunk(tracks: Tracks, { start, end }: Pick<Piece, "start" | "end">, bytes: Uint8Array, lags: "lags" | "no lags"): Chunk {
  const columns = new ColumnReader(unpack(bytes));
  const starts = decodeStarts(tracks, columns, start, end);
  const total = starts[tracks.count]!;
  if (total > mostEvents) throw new Error("a chunk has more events than are unpacked at once");
  const cycle = new Float64Array(total);
  const places = sections(tracks).map(([first, last]) => [starts[first]!, starts[last]!] as const);
  const lag = lags === "lags" ? readSections(columns, places, cycle) : skipLags(columns, places, cycle);
  for (let track = 0; track < tracks.count; track++) {
    let last = start[tracks.lastAt + track]!;
    for (let at = starts[track]!; at < starts[track + 1]!; at++) cycle[at] = last += cycle[at]!;
  }
  const values = starts[2 * tracks.blocks]!;
  const value = columns.width() > 1 ? new Int32Array(values) : new Uint8Array(values);
  columns.read(value);
  checkValues(tracks, starts, value);
  const n = readNumbers(columns, total - starts[tracks.blocks]!);
  columns.end();
  return { starts, cycle, lag, value, n };
}

/** First and last track of each kind: activities, counts, sends and pops. */
function sections({ blocks, links, count }: Tracks): readonly (readonly [number, number])[] {
  return [[0, blocks], [blocks, 2 * blocks], [2 * blocks, 2 * blocks + links], [2 * blocks + links, count]];
}

/** Fills in the distances, and returns the lags. */
function readSections(columns: ColumnReader, places: readonly (readonly [number, number])[], distances: Float64Array): SignedColumn {
  const lags = places.map(([first, last]) => {
    columns.read(distances.subarray(first, last));
    return columns.readSigned(last - first);
  });
  const lag = sameWidth(lags, distances.length);
  for (const [index, [first]] of places.entries()) lag.set(lags[index]!, first);
  return lag;
}

function skipLags(columns: ColumnReader, places: readonly (readonly [number, number])[], distances: Float64Array): SignedColumn {
  for (const [first, last] of places) {
    columns.read(distances.subarray(first, last));
    columns.skip(last - first);
  }
  return new Int8Array(0);
}

/** An array of zeros that holds what any of some columns holds. */
function sameWidth(columns: readonly SignedColumn[], length: number): SignedColumn {
  if (columns.some((column) => column instanceof Float64Array)) return new Float64Array(length);
  return columns.some((column) => column instanceof Int32Array) ? new Int32Array(length) : new Int8Array(length);
}

/** Numbers of messages and actions. */
function readNumbers(columns: ColumnReader, count: number): Chunk["n"] {
  const more = columns.readSigned(count);
  const numbers = more instanceof Int8Array ? new Int16Array(count) : more;
  for (let at = 0; at < count; at++) numbers[at] = more[at]! + 1;
  return numbers;
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

function checkValues(tracks: Tracks, starts: Int32Array, value: Chunk["value"]): void {
  for (let track = 0; track < 2 * tracks.blocks; track++) {
    const values = tracks.values(track);
    for (let at = starts[track]!; at < starts[track + 1]!; at++) {
      if (!(value[at]! >= 0 && value[at]! < values)) throw new Error(`a chunk has the value ${value[at]} where ${values} are possible`);
    }
  }
}
