import { Packr, Unpackr } from "msgpackr";
import { LnsimError } from "@lnsim/contracts";
import { maxPayloadBytes } from "./layout.ts";
import { findForeign, type PlainData } from "./plain-data.ts";

const options = { moreTypes: true, structuredClone: false, useRecords: false };
const packr = new Packr(options);
const unpackr = new Unpackr(options);

/**
 * One msgpack value as bytes, owned by the caller.
 * Throws a plain Error for anything that is not plain data (a caller's bug), and `unsupported` beyond 64 MiB.
 */
export function encodePayload(value: PlainData): Uint8Array {
  const foreign = findForeign(value);
  if (foreign !== undefined) throw new Error(`a trace holds plain objects, strings, numbers and typed arrays only: ${foreign}`);
  const bytes = Uint8Array.from(packr.pack(value));
  if (bytes.length <= maxPayloadBytes) return bytes;
  throw new LnsimError({
    code: "unsupported",
    message: "a block of the trace is too large",
    found: `${bytes.length} bytes`,
    expected: `at most ${maxPayloadBytes} bytes`,
    remedy: "cut the tensor into several, or use a smaller model",
  });
}

/**
 * The value of a payload. Throws a plain Error that says what is wrong with the bytes: the caller knows the file and
 * the place. What msgpack can express beyond plain data (Map, Set, Date, RegExp, Error, bigint, undefined) is refused.
 */
export function decodePayload(bytes: Uint8Array): PlainData {
  if (bytes.length > maxPayloadBytes) throw new Error(`${bytes.length} bytes are more than a block may have`);
  const value = unpackr.unpack(bytes) as unknown;
  const foreign = findForeign(value);
  if (foreign !== undefined) throw new Error(`${foreign}, which no trace may hold`);
  return value as PlainData;
}
