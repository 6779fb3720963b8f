import { LnsimError } from "@lnsim/contracts";
import type { ByteSource } from "@lnsim/trace";
import { unpack } from "../chunk-codec.ts";
import { ColumnReader } from "../columns.ts";
import { type FramePlace, encodeHeader, formatVersion, frameHeadBytes, frameTags, headerBytes, headerMagic, readFrame, readFrameHead, readTail, tailBytes, viewOf } from "./frame.ts";
import { corruptError } from "./recording-error.ts";

/** The frames of a file, and what is wrong with its end; null: nothing. */
export interface Frames {
  readonly places: readonly FramePlace[];
  readonly flaw: string | null;
}

/**
 * Finds the frames of a file: from its index, or, where it has no sound end, by a walk over all that is whole.
 *
 * @throws {LnsimError} `recording-version`, or `recording-corrupt` when it is no recording.
 */
export function findFrames(source: ByteSource): Frames {
  checkHeader(source);
  const indexed = readIndex(source);
  if (indexed !== null) return { places: indexed, flaw: null };
  return walk(source);
}

function checkHeader(source: ByteSource): void {
  const bytes = source.read(0, Math.min(headerBytes, source.sizeBytes));
  const isRecording = bytes.length >= headerMagic.length && headerMagic.every((byte, at) => bytes[at] === byte);
  if (!isRecording) throw noRecording(source);
  const expected = encodeHeader();
  if (bytes.length === headerBytes && expected.every((byte, at) => bytes[at] === byte)) return;
  const version = bytes.length === headerBytes ? viewOf(bytes).getUint32(8, true) : formatVersion;
  if (version === formatVersion) throw corruptError(`${source.name}: byte 8`, "the header is damaged");
  throw new LnsimError({
    code: "recording-version",
    message: "the recording has another version of the file format",
    path: source.name,
    found: String(version),
    expected: String(formatVersion),
    remedy: "open it with the lnsim that made it, or record anew",
  });
}

function noRecording(source: ByteSource): LnsimError {
  return new LnsimError({
    code: "recording-corrupt",
    message: "the file is no recording",
    path: source.name,
    found: source.sizeBytes === 0 ? "an empty file" : "something else at its beginning",
    expected: "a file that lnsim run --record made",
    remedy: "record a step: lnsim run --machine NAME --trace NAME --record FILE; to look into the step of a trace, leave the file out and name it with --trace",
  });
}

function readIndex(source: ByteSource): readonly FramePlace[] | null {
  const from = source.sizeBytes - tailBytes;
  if (from < headerBytes) return null;
  const offset = readTail(source.read(from, tailBytes), source.sizeBytes);
  if (offset === null || !Number.isInteger(offset) || offset < headerBytes || offset >= from) return null;
  const payload = readFrame(source.read(offset, from - offset));
  if (payload === null) return null;
  try {
    return decodeIndex(payload, offset);
  } catch {
    return null;
  }
}

/** Frames lie one behind the other, from the header to the index. */
function decodeIndex(payload: Uint8Array, indexOffset: number): readonly FramePlace[] {
  const columns = new ColumnReader(unpack(payload));
  const count = new Float64Array(1);
  columns.read(count);
  if (count[0]! > indexOffset / frameHeadBytes) throw new Error("more frames than fit");
  const column = () => {
    const numbers = new Float64Array(count[0]!);
    columns.read(numbers);
    return numbers;
  };
  const [tags, offsets, sizes] = [column(), column(), column()];
  columns.end();
  let next = headerBytes;
  const places = Array.from(tags, (tag, at): FramePlace => {
    if (offsets[at] !== next || !(sizes[at]! >= frameHeadBytes)) throw new Error("a frame does not follow the one before");
    next += sizes[at]!;
    return { tag, offset: offsets[at]!, sizeBytes: sizes[at]! };
  });
  if (next !== indexOffset) throw new Error("there are bytes between the last frame and the index");
  return places;
}

function walk(source: ByteSource): Frames {
  const places: FramePlace[] = [];
  let offset = headerBytes;
  for (;;) {
    const left = source.sizeBytes - offset;
    if (left === 0) return { places, flaw: `the file ends after ${offset} bytes, before the recording does` };
    if (left < frameHeadBytes) return { places, flaw: `the file breaks off at byte ${offset}` };
    const head = readFrameHead(source.read(offset, frameHeadBytes));
    if (head === null) return { places, flaw: `the file is damaged at byte ${offset}` };
    if (head.sizeBytes > left) return { places, flaw: `the file breaks off at byte ${offset}` };
    if (readFrame(source.read(offset, head.sizeBytes)) === null) return { places, flaw: `the file is damaged at byte ${offset}` };
    if (head.tag === frameTags.index) return { places, flaw: "the end of the file is damaged" };
    places.push({ tag: head.tag, offset, sizeBytes: head.sizeBytes });
    offset += head.sizeBytes;
  }
}
