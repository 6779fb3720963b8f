import { decodePayload, encodePayload } from "./payload.ts";
import type { PlainData } from "./plain-data.ts";

/** Where one block's frame stands in the file. */
export interface BlockPlace {
  readonly name: string;
  /** Of the frame's first byte. */
  readonly offset: number;
  /** Of the frame, its head included. */
  readonly sizeBytes: number;
}

/** The index as a payload: one column per property. */
export function encodeIndex(places: readonly BlockPlace[]): Uint8Array {
  return encodePayload({
    names: places.map((place) => place.name),
    offsets: Float64Array.from(places, (place) => place.offset),
    sizes: Float64Array.from(places, (place) => place.sizeBytes),
  });
}

/** The places that a payload lists. Throws a plain Error when it is not an index. */
export function decodeIndex(payload: Uint8Array): readonly BlockPlace[] {
  const { names, offsets, sizes } = asRecord(decodePayload(payload));
  const isIndex = Array.isArray(names) && offsets instanceof Float64Array && sizes instanceof Float64Array;
  if (!isIndex || offsets.length !== names.length || sizes.length !== names.length) throw new Error("the index has no columns");
  return names.map((name, i) => {
    if (typeof name !== "string") throw new Error("a name in the index is not a text");
    return { name, offset: offsets[i]!, sizeBytes: sizes[i]! };
  });
}

/** A value's properties; none when it is not a plain object. */
export function asRecord(value: PlainData): { readonly [key: string]: PlainData } {
  const isRecord = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isRecord ? (value as { readonly [key: string]: PlainData }) : {};
}
