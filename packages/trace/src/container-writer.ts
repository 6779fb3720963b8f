import { crc32 } from "node:zlib";
import { createAtomicFile } from "./atomic-file.ts";
import { encodeIndex, type BlockPlace } from "./container-index.ts";
import { encodeFrameHead } from "./frame.ts";
import { blockTag, formatVersion, headerBytes, headerMagic, indexTag, tailBytes, tailMagic, viewOf } from "./layout.ts";
import { encodePayload } from "./payload.ts";
import type { PlainData } from "./plain-data.ts";

/** Where a writer's bytes go. */
export interface ByteSink {
  append(bytes: Uint8Array): void;
}

/** Writes a container block by block; only the index is kept in memory. */
export interface ContainerWriter {
  /** Appends a block; names are unique within the file. */
  append(name: string, data: PlainData): void;
  /** Appends index and tail. */
  finish(): void;
}

/** Starts a container on `sink`. */
export function createContainerWriter(sink: ByteSink): ContainerWriter {
  const places: BlockPlace[] = [];
  const names = new Set<string>();
  let offset = 0;

  const put = (bytes: Uint8Array): void => {
    sink.append(bytes);
    offset += bytes.length;
  };
  const putFrame = (tag: number, payload: Uint8Array): void => {
    put(encodeFrameHead(tag, payload));
    put(payload);
  };

  put(encodeHeader());
  return {
    append: (name, data) => {
      if (names.has(name)) throw new Error(`the container has a block "${name}" already`);
      names.add(name);
      const start = offset;
      putFrame(blockTag, encodePayload({ name, data }));
      places.push({ name, offset: start, sizeBytes: offset - start });
    },
    finish: () => {
      const indexOffset = offset;
      putFrame(indexTag, encodeIndex(places));
      put(encodeTail(offset + tailBytes, indexOffset));
    },
  };
}

/** Writes a container file: all of it, or, when `write` throws, nothing. Throws `file-unwritable`. */
export function writeContainerFile(path: string, write: (writer: ContainerWriter) => void): void {
  const file = createAtomicFile(path);
  try {
    const writer = createContainerWriter(file);
    write(writer);
    writer.finish();
    file.commit();
  } finally {
    file.abandon();
  }
}

function encodeHeader(): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = viewOf(bytes);
  bytes.set(headerMagic);
  view.setUint32(8, formatVersion, true);
  view.setUint32(12, crc32(bytes.subarray(0, 12)), true);
  return bytes;
}

function encodeTail(fileBytes: number, indexOffset: number): Uint8Array {
  const bytes = new Uint8Array(tailBytes);
  const view = viewOf(bytes);
  bytes.set(tailMagic);
  view.setFloat64(8, fileBytes, true);
  view.setFloat64(16, indexOffset, true);
  view.setUint32(24, crc32(bytes.subarray(0, 24)), true);
  return bytes;
}
