import { crc32 } from "node:zlib";

/**
 * The bytes of a recording file, all integers little-endian:
 *
 *     header   8 bytes magic, u32 version, u32 CRC-32 of the 12 bytes before it
 *     frame    u32 tag, u32 payload length, u32 CRC-32 of tag, length and payload, payload   (repeated)
 *     tail     8 bytes magic, f64 file length, f64 offset of the index frame, u32 CRC-32 of the 24 bytes before it
 *
 * Frames follow one another without gaps, so that a file without its end can be walked from the start. Only a file that was
 * closed has an index, its last frame, and a tail.
 */
export const headerMagic = Uint8Array.of(0x89, 0x4c, 0x4e, 0x52, 0x0d, 0x0a, 0x1a, 0x0a);
/** "LNSRECRD". */
const tailMagic = Uint8Array.of(0x4c, 0x4e, 0x53, 0x52, 0x45, 0x43, 0x52, 0x44);

/** A reader accepts its own version only. */
export const formatVersion = 1;

export const headerBytes = 16;
export const frameHeadBytes = 12;
export const tailBytes = 28;

/** The largest payload that is written or read: 64 MiB. */
export const maxPayloadBytes = 64 * 1024 * 1024;

/** What a frame holds, as its four letters. */
export const frameTags = {
  /** JSON: header and place of jobs. */
  header: tagOf("HEAD"),
  /** JSON: layout of the outer machine. */
  layout: tagOf("LAYT"),
  /** Chunks, one behind the other. */
  data: tagOf("DATA"),
  /** Pieces, whose chunks are in the data frame before. */
  pieces: tagOf("PIEC"),
  snapshot: tagOf("SNAP"),
  /** JSON: ops. */
  ops: tagOf("OPS "),
  /** JSON: how the recording ends. */
  end: tagOf("LAST"),
  /** Tags, offsets and sizes of all frames before. */
  index: tagOf("INDX"),
} as const;

/** Where a frame is; its head included. */
export interface FramePlace {
  readonly tag: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** A frame around a payload. */
export function encodeFrame(tag: number, payload: Uint8Array): Uint8Array {
  if (payload.length > maxPayloadBytes) throw new Error(`a frame of ${payload.length} bytes`);
  const frame = new Uint8Array(frameHeadBytes + payload.length);
  const view = viewOf(frame);
  view.setUint32(0, tag, true);
  view.setUint32(4, payload.length, true);
  view.setUint32(8, crc32(payload, crc32(frame.subarray(0, 8))), true);
  frame.set(payload, frameHeadBytes);
  return frame;
}

/** Tag and size of the frame whose first 12 bytes these are; null: no frame can begin like that. */
export function readFrameHead(head: Uint8Array): { readonly tag: number; readonly sizeBytes: number } | null {
  const view = viewOf(head);
  const tag = view.getUint32(0, true);
  const payload = view.getUint32(4, true);
  const isKnown = Object.values(frameTags).includes(tag as never);
  return isKnown && payload <= maxPayloadBytes ? { tag, sizeBytes: frameHeadBytes + payload } : null;
}

/** The payload of a whole frame; null when it is not what was written. */
export function readFrame(frame: Uint8Array): Uint8Array | null {
  if (frame.length < frameHeadBytes || viewOf(frame).getUint32(4, true) !== frame.length - frameHeadBytes) return null;
  const payload = frame.subarray(frameHeadBytes);
  return crc32(payload, crc32(frame.subarray(0, 8))) === viewOf(frame).getUint32(8, true) ? payload : null;
}

/** The first bytes of a file. */
export function encodeHeader(): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = viewOf(bytes);
  bytes.set(headerMagic);
  view.setUint32(8, formatVersion, true);
  view.setUint32(12, crc32(bytes.subarray(0, 12)), true);
  return bytes;
}

/** The last bytes of a file that has so many bytes. */
export function encodeTail(fileBytes: number, indexOffset: number): Uint8Array {
  const bytes = new Uint8Array(tailBytes);
  const view = viewOf(bytes);
  bytes.set(tailMagic);
  view.setFloat64(8, fileBytes, true);
  view.setFloat64(16, indexOffset, true);
  view.setUint32(24, crc32(bytes.subarray(0, 24)), true);
  return bytes;
}

/** Offset of the index that the last bytes of a file tell; null: they are no tail of a file of this length. */
export function readTail(tail: Uint8Array, fileBytes: number): number | null {
  const view = viewOf(tail);
  const isTail = tail.length === tailBytes && tailMagic.every((byte, at) => tail[at] === byte);
  if (!isTail || view.getUint32(24, true) !== crc32(tail.subarray(0, 24)) || view.getFloat64(8, true) !== fileBytes) return null;
  return view.getFloat64(16, true);
}

/** A view for little-endian fields of bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tagOf(letters: string): number {
  return [...letters].reduceRight((tag, letter) => tag * 256 + letter.charCodeAt(0), 0);
}
