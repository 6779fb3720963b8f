/**
 * The bytes of a trace file, all integers little-endian:
 *
 *     header   8 bytes magic, u32 version, u32 CRC-32 of the 12 bytes before it
 *     frame    u32 tag "BLOK", u32 payload length, u32 CRC-32 of tag, length and payload, payload   (repeated)
 *     frame    u32 tag "INDX", … , payload: the index of all block frames                            (once)
 *     tail     8 bytes magic, f64 file length, f64 offset of the index frame, u32 CRC-32 of the 24 bytes before it
 *
 * A payload is one msgpack value: `{ name, data }` in a block, columns in the index. Frames follow one another without
 * gaps, so that a file without its end can be walked from the start, and every byte is under one of the checksums.
 */

/** First bytes of every trace: not text, and spoiled by any transfer that rewrites line ends. */
export const headerMagic = Uint8Array.of(0x89, 0x4c, 0x4e, 0x53, 0x0d, 0x0a, 0x1a, 0x0a);
/** First bytes of the tail: "LNSTRACE". */
export const tailMagic = Uint8Array.of(0x4c, 0x4e, 0x53, 0x54, 0x52, 0x41, 0x43, 0x45);

/** The file format's version: a reader accepts its own only. */
export const formatVersion = 1;

export const headerBytes = 16;
export const frameHeadBytes = 12;
export const tailBytes = 28;

/** "BLOK" and "INDX" as little-endian words. */
export const blockTag = 0x4b4f4c42;
export const indexTag = 0x58444e49;

/** The largest payload that is written or decoded: 64 MiB. */
export const maxPayloadBytes = 64 * 1024 * 1024;

/** True when `bytes` has `magic` at `offset`. */
export function hasMagic(bytes: Uint8Array, offset: number, magic: Uint8Array): boolean {
  if (offset < 0 || bytes.length < offset + magic.length) return false;
  for (let i = 0; i < magic.length; i++) if (bytes[offset + i] !== magic[i]) return false;
  return true;
}

/** A view for reading and writing little-endian fields of `bytes`. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
