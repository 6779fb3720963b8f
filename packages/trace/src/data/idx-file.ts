import { gunzipSync } from "node:zlib";
import { datasetError } from "./dataset-error.ts";
import { readBytes } from "./dataset-files.ts";
import { viewOf } from "../layout.ts";

/** An array of bytes from an idx file. */
export interface IdxArray {
  /** Sizes, outermost first: [count] for labels, [count, rows, columns] for images. */
  readonly shape: readonly number[];
  /** The elements in row-major order; a view of `bytes`. */
  readonly data: Uint8Array;
  /** The whole file, unpacked. */
  readonly bytes: Uint8Array;
}

const maxUnpackedBytes = 2 ** 31;

/**
 * Reads an idx file of unsigned bytes, gzipped or not. Layout: 2 zero bytes, the element type (8 = unsigned byte), the
 * number of dimensions, one big-endian u32 per dimension (so 16 bytes of header for images, 8 for labels), the data.
 * Throws `file-not-found`, `file-unreadable` or `dataset-invalid`.
 */
export function readIdxFile(path: string, dimensions: 1 | 3): IdxArray {
  const bytes = unpack(path, readBytes(path));
  const headerBytes = 4 + 4 * dimensions;
  if (bytes.length < headerBytes) throw datasetError(path, `${bytes.length} bytes`, `a header of ${headerBytes} bytes`);
  const view = viewOf(bytes);
  const magic = view.getUint32(0);
  const expected = 0x800 + dimensions;
  if (magic !== expected) throw datasetError(`${path}: byte 0`, hex(magic), `${hex(expected)}, an idx file of bytes in ${dimensions} dimension(s)`);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const length = shape.reduce((product, size) => product * size, 1);
  const found = bytes.length - headerBytes;
  if (found !== length) throw datasetError(`${path}: byte ${headerBytes}`, `${found} bytes of data`, `${length} bytes (${shape.join(" x ")})`);
  return { shape, data: bytes.subarray(headerBytes), bytes };
}

/** Unpacks what starts with gzip's two bytes. */
function unpack(path: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
  } catch (error) {
    throw datasetError(path, "a damaged gzip file", "a whole one", error);
  }
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}
