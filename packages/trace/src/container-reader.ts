import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { LnsimError } from "@lnsim/contracts";
import type { ByteSource } from "./byte-source.ts";
import { corruptError, describeDamage, readTail } from "./container-damage.ts";
import { asRecord, decodeIndex, type BlockPlace } from "./container-index.ts";
import { decodeFrameHead, isFrameIntact } from "./frame.ts";
import { blockTag, formatVersion, frameHeadBytes, hasMagic, headerBytes, headerMagic, indexTag, tailBytes, viewOf } from "./layout.ts";
import { decodePayload } from "./payload.ts";
import type { PlainData } from "./plain-data.ts";

/** An open container: blocks are read when they are asked for. */
export interface ContainerReader {
  readonly name: string;
  readonly blocks: readonly BlockPlace[];
  has(block: string): boolean;
  /** A block's data. Throws `trace-corrupt`; a plain Error when there is no such block. */
  read(block: string): PlainData;
  /** SHA-256, in hexadecimal, of all block frames in file order: it does not depend on the file's name. */
  contentHash(): string;
}

/**
 * Opens a container: checks header, tail and index.
 * Throws `trace-version`, `trace-truncated` (says which blocks are whole) or `trace-corrupt`. The source stays open.
 */
export function openContainer(source: ByteSource): ContainerReader {
  checkHeader(source);
  const blocks = readIndex(source);
  const byName = new Map(blocks.map((place) => [place.name, place]));
  return {
    name: source.name,
    blocks,
    has: (block) => byName.has(block),
    read: (block) => {
      const place = byName.get(block);
      if (place === undefined) throw new Error(`the container has no block "${block}"`);
      return readBlock(source, place);
    },
    contentHash: () => {
      const hash = createHash("sha256");
      for (const place of blocks) hash.update(source.read(place.offset, place.sizeBytes));
      return hash.digest("hex");
    },
  };
}

function checkHeader(source: ByteSource): void {
  const bytes = source.read(0, Math.min(headerBytes, source.sizeBytes));
  if (bytes.length < headerBytes) {
    if (hasMagic(headerMagic, 0, bytes.subarray(0, headerMagic.length))) throw describeDamage(source);
    throw corruptError(`${source.name}: byte 0 (header)`, "this is not an lnsim trace");
  }
  if (!hasMagic(bytes, 0, headerMagic)) throw corruptError(`${source.name}: byte 0 (header)`, "this is not an lnsim trace");
  if (viewOf(bytes).getUint32(12, true) !== crc32(bytes.subarray(0, 12))) {
    throw corruptError(`${source.name}: byte 8 (header)`, "checksum does not match");
  }
  const version = viewOf(bytes).getUint32(8, true);
  if (version === formatVersion) return;
  throw new LnsimError({
    code: "trace-version",
    message: "the trace was written in another version of the format",
    path: source.name,
    found: `version ${version}`,
    expected: `version ${formatVersion}`,
    remedy: version > formatVersion ? "use a newer lnsim" : "record the trace anew",
  });
}

function readIndex(source: ByteSource): readonly BlockPlace[] {
  const offset = readTail(source);
  if (offset === undefined) throw describeDamage(source);
  const where = `${source.name}: byte ${offset} (index)`;
  const sizeBytes = source.sizeBytes - tailBytes - offset;
  if (!Number.isSafeInteger(offset) || offset < headerBytes || sizeBytes < frameHeadBytes) throw corruptError(where, "the tail points outside the file");
  const payload = readIntactFrame(source, { name: "index", offset, sizeBytes }, indexTag);
  try {
    const places = decodeIndex(payload);
    checkPlaces(places, offset);
    return places;
  } catch (error) {
    throw corruptError(where, (error as Error).message, error);
  }
}

/** Blocks lie one behind the other, from the header to the index. */
function checkPlaces(places: readonly BlockPlace[], indexOffset: number): void {
  let next = headerBytes;
  for (const place of places) {
    if (place.offset !== next || !(place.sizeBytes >= frameHeadBytes)) throw new Error(`block ${place.name} does not follow the one before it`);
    next += place.sizeBytes;
  }
  if (next !== indexOffset) throw new Error("there are bytes between the last block and the index");
}

function readBlock(source: ByteSource, place: BlockPlace): PlainData {
  const payload = readIntactFrame(source, place, blockTag);
  const where = `${source.name}: byte ${place.offset} (block ${place.name})`;
  let value: PlainData;
  try {
    value = decodePayload(payload);
  } catch (error) {
    throw corruptError(where, (error as Error).message, error);
  }
  const { name, data } = asRecord(value);
  if (name !== place.name || data === undefined) throw corruptError(where, `the block is called ${String(name)}`);
  return data;
}

function readIntactFrame(source: ByteSource, place: BlockPlace, tag: number): Uint8Array {
  const frame = source.read(place.offset, place.sizeBytes);
  const head = decodeFrameHead(frame);
  const fits = head.tag === tag && head.payloadBytes === frame.length - frameHeadBytes;
  if (fits && isFrameIntact(frame)) return frame.subarray(frameHeadBytes);
  const kind = tag === blockTag ? `block ${place.name}` : place.name;
  throw corruptError(`${source.name}: byte ${place.offset} (${kind})`, fits ? "checksum does not match" : "no frame starts here");
}
