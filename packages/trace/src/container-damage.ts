import { crc32 } from "node:zlib";
import { LnsimError } from "@lnsim/contracts";
import type { ByteSource } from "./byte-source.ts";
import { asRecord, type BlockPlace } from "./container-index.ts";
import { decodeFrameHead, isFrameIntact } from "./frame.ts";
import { blockTag, frameHeadBytes, hasMagic, headerBytes, indexTag, maxPayloadBytes, tailBytes, tailMagic, viewOf } from "./layout.ts";
import { decodePayload } from "./payload.ts";

/** What a walk from the start of a container finds. */
export interface Walk {
  /** The blocks that are whole, in file order. */
  readonly whole: readonly BlockPlace[];
  /** Where the walk ended, and why: the file ends there, or the bytes there are damaged. */
  readonly end: { readonly offset: number; readonly at: string; readonly reason: "file-ends" | "damaged" | "complete" };
}

/**
 * Walks the frames of a container that may lack its end, and tells which blocks are whole.
 * Expects a sound header. Use this to save what can be saved of an unfinished recording.
 */
export function walkBlocks(source: ByteSource): Walk {
  const whole: BlockPlace[] = [];
  let offset = headerBytes;
  let hasIndex = false;
  while (!hasIndex) {
    const next = readFrame(source, offset);
    if (typeof next === "string") return { whole, end: { offset, at: `after ${whole.at(-1)?.name ?? "the header"}`, reason: next } };
    hasIndex = next.tag === indexTag;
    if (!hasIndex) whole.push({ name: next.name, offset, sizeBytes: next.sizeBytes });
    offset += next.sizeBytes;
  }
  return { whole, end: { offset, at: "tail", reason: judgeTail(source, offset) } };
}

/** The tail's index offset, or undefined when the last bytes are no sound tail of a file of this length. */
export function readTail(source: ByteSource): number | undefined {
  const start = source.sizeBytes - tailBytes;
  if (start < headerBytes || !isTailIntact(source.read(start, tailBytes))) return undefined;
  const view = viewOf(source.read(start, tailBytes));
  return view.getFloat64(8, true) === source.sizeBytes ? view.getFloat64(16, true) : undefined;
}

/** The error for a container that has no sound tail: cut short, or damaged, with what is whole. */
export function describeDamage(source: ByteSource): LnsimError {
  const { whole, end } = walkBlocks(source);
  const last = whole.at(-1);
  const wholeBytes = last === undefined ? headerBytes : last.offset + last.sizeBytes;
  const list = whole.length === 0 ? "no block" : whole.map((place) => place.name).join(", ");
  if (end.reason === "file-ends") {
    return new LnsimError({
      code: "trace-truncated",
      message: "the trace ends too early",
      path: `${source.name}: byte ${end.offset}`,
      found: `${source.sizeBytes} bytes; whole: ${list} (${wholeBytes} bytes)`,
      expected: "all blocks, the index and the tail",
      remedy: "copy the file again, or record the trace anew",
    });
  }
  const found = end.reason === "complete" ? "the file is not as long as its tail says" : "checksum does not match";
  return corruptError(`${source.name}: byte ${end.offset} (${end.at})`, `${found}; whole: ${list} (${wholeBytes} bytes)`);
}

/** The error for bytes that are not what was written. */
export function corruptError(path: string, found: string, cause?: unknown): LnsimError {
  return new LnsimError({
    code: "trace-corrupt",
    message: "the trace is damaged",
    path,
    found,
    expected: "the bytes that were written",
    remedy: "copy the file again, or record the trace anew",
    cause,
  });
}

function readFrame(source: ByteSource, offset: number): { tag: number; name: string; sizeBytes: number } | "file-ends" | "damaged" {
  const left = source.sizeBytes - offset;
  if (left < frameHeadBytes) return "file-ends";
  const head = decodeFrameHead(source.read(offset, frameHeadBytes));
  if (head.tag !== blockTag && head.tag !== indexTag) return "damaged";
  if (head.payloadBytes > maxPayloadBytes) return "damaged";
  const sizeBytes = frameHeadBytes + head.payloadBytes;
  if (sizeBytes > left) return "file-ends";
  const frame = source.read(offset, sizeBytes);
  if (!isFrameIntact(frame)) return "damaged";
  const name = head.tag === indexTag ? "index" : nameOf(frame);
  return name === undefined ? "damaged" : { tag: head.tag, name, sizeBytes };
}

function nameOf(frame: Uint8Array): string | undefined {
  try {
    const { name } = asRecord(decodePayload(frame.subarray(frameHeadBytes)));
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}

function judgeTail(source: ByteSource, offset: number): "file-ends" | "damaged" | "complete" {
  const left = source.sizeBytes - offset;
  if (left < tailBytes) return "file-ends";
  return isTailIntact(source.read(offset, tailBytes)) ? "complete" : "damaged";
}

function isTailIntact(tail: Uint8Array): boolean {
  return hasMagic(tail, 0, tailMagic) && viewOf(tail).getUint32(24, true) === crc32(tail.subarray(0, 24));
}
