import type { Snapshot } from "@lnsim/kernel";
import { pack, unpack } from "../chunk-codec.ts";
import { viewOf } from "./frame.ts";

/** The first bytes of a snapshot's payload: f64 timeline (0: step, n + 1: job n), f64 cycle. */
const snapshotHeadBytes = 16;

/** All of a snapshot but its arrays. */
interface Shape {
  readonly events: number;
  readonly fastForwardedCycles: number;
  readonly stopCycle: number | null;
  readonly position: number;
  readonly far: readonly (number | null)[];
  /** By array: "f" for float64 or "i" for int32, and how many. */
  readonly arrays: readonly (readonly ["f" | "i", number])[];
}

/**
 * A snapshot: its head, and packed: u32 length of a JSON text, the text, then the numbers of each array.
 */
export function encodeSnapshot(job: number | null, snapshot: Snapshot): Uint8Array {
  const { events, fastForwardedCycles, stopCycle, position, far, arrays } = snapshot;
  const finite = (number: number) => (number === Infinity ? null : number);
  const shape: Shape = {
    events,
    fastForwardedCycles,
    stopCycle: finite(stopCycle),
    position,
    far: far.map(finite),
    arrays: arrays.map((array) => [array instanceof Float64Array ? "f" : "i", array.length]),
  };
  const text = new TextEncoder().encode(JSON.stringify(shape));
  const raw = new Uint8Array(4 + text.length + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  viewOf(raw).setUint32(0, text.length, true);
  raw.set(text, 4);
  let at = 4 + text.length;
  for (const array of arrays) {
    raw.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  const packed = pack(raw);
  const result = new Uint8Array(snapshotHeadBytes + packed.length);
  viewOf(result).setFloat64(0, job === null ? 0 : job + 1, true);
  viewOf(result).setFloat64(8, snapshot.cycle, true);
  result.set(packed, snapshotHeadBytes);
  return result;
}

/** Job and cycle of a snapshot, from its head. */
export function readSnapshotHead(head: Uint8Array): { readonly job: number | null; readonly cycle: number } {
  const timeline = viewOf(head).getFloat64(0, true);
  return { job: timeline === 0 ? null : timeline - 1, cycle: viewOf(head).getFloat64(8, true) };
}

/** The inverse of {@link encodeSnapshot}. @throws Error when the bytes are something else. */
export function decodeSnapshot(payload: Uint8Array): Snapshot {
  const { cycle } = readSnapshotHead(payload);
  const raw = unpack(payload.subarray(snapshotHeadBytes));
  const textBytes = viewOf(raw).getUint32(0, true);
  const { arrays: shapes, far, stopCycle, ...shape } = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + textBytes))) as Shape;
  let at = 4 + textBytes;
  const arrays = shapes.map(([kind, length]) => {
    const width = kind === "f" ? 8 : 4;
    if (!(length >= 0 && at + width * length <= raw.length)) throw new Error("an array is longer than its snapshot");
    const array = kind === "f" ? new Float64Array(length) : new Int32Array(length);
    new Uint8Array(array.buffer).set(raw.subarray(at, at + width * length));
    at += width * length;
    return array;
  });
  return { cycle, ...shape, stopCycle: stopCycle ?? Infinity, far: far.map((number) => number ?? Infinity), arrays };
}
