import { crc32 } from "node:zlib";
import { frameHeadBytes, viewOf } from "./layout.ts";

/** The first bytes of a frame, as they stand in the file. */
export interface FrameHead {
  readonly tag: number;
  readonly payloadBytes: number;
  readonly crc: number;
}

/** The 12 bytes that go before `payload`. */
export function encodeFrameHead(tag: number, payload: Uint8Array): Uint8Array {
  const head = new Uint8Array(frameHeadBytes);
  const view = viewOf(head);
  view.setUint32(0, tag, true);
  view.setUint32(4, payload.length, true);
  view.setUint32(8, crc32(payload, crc32(head.subarray(0, 8))), true);
  return head;
}

/** Reads a frame's head from `bytes`, which are the 12 bytes it has. */
export function decodeFrameHead(bytes: Uint8Array): FrameHead {
  const view = viewOf(bytes);
  return { tag: view.getUint32(0, true), payloadBytes: view.getUint32(4, true), crc: view.getUint32(8, true) };
}

/** True when the checksum of a whole frame (head and payload) is right. */
export function isFrameIntact(frame: Uint8Array): boolean {
  const crc = viewOf(frame).getUint32(8, true);
  return crc32(frame.subarray(frameHeadBytes), crc32(frame.subarray(0, 8))) === crc;
}
