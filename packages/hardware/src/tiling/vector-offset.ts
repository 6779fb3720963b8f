import type { PeDescription } from "../machine/description.ts";

/**
 * Cycles after the start of a slot in which B vector `index` of the slice reaches the vector MAC: one a cycle, or when its
 * last word has come through the port where a vector is wider than the port of buffer B.
 */
export function vectorOffset({ pe, bufferB }: PeDescription, bitsB: number, index: number): number {
  const bits = pe.vectorSize * bitsB;
  return bits <= bufferB.portBits ? index : Math.ceil(((index + 1) * bits) / bufferB.portBits) - 1;
}
