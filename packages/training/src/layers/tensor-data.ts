import type { Codes, Reals } from "@lnsim/contracts";

/** What a tensor is held in: stored codes, or reals. */
export type TensorData = Codes | Reals;

/**
 * Elements as patterns to be moved. Four array types and not five, because V8 keeps up to four types of an access
 * inlined; one more makes a copying loop some twenty times slower.
 */
export type Words = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The same memory as words: binary32 as its bit patterns, everything else as it is. */
export function wordsOf(data: TensorData): Words {
  return data instanceof Float32Array ? new Uint32Array(data.buffer, data.byteOffset, data.length) : data;
}

/** The word that `value` is in an array of the type of `data`. */
export function wordOf(data: TensorData, value: number): number {
  return data instanceof Float32Array ? new Uint32Array(Float32Array.of(value).buffer)[0] : value;
}
