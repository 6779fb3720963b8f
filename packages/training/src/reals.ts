import type { Reals } from "@lnsim/contracts";
import type { Arithmetic } from "./arithmetic.ts";
import type { Groups } from "./quantization/grouping.ts";

/** A fresh array of `length` values in the width that the PPU computes in. */
export function createReals(width: Arithmetic["reals"], length: number): Reals {
  return width === "binary32" ? new Float32Array(length) : new Float64Array(length);
}

/** The largest magnitude; NaN does not count. */
export function largestMagnitude(values: Reals): number {
  return values instanceof Float32Array ? largestSingle(values) : largestOf(values);
}

const word = new Int32Array(1);
const single = new Float32Array(word.buffer);
const infinityBits = 0x7f800000;

/** Magnitudes of binary32 are in the order of their bits; those of NaN lie above all others. */
function largestSingle(values: Float32Array): number {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  let largest = 0;
  for (let i = 0; i < words.length; i++) {
    const bits = words[i] & 0x7fffffff;
    if (bits > largest) largest = bits;
  }
  if (largest > infinityBits) return largestOf(values);
  word[0] = largest;
  return single[0];
}

function largestOf(values: Reals): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

/** How many values of a group lie beyond `bound` in magnitude. */
export function countBeyond(values: Reals, groups: Groups, group: number, bound: number): number {
  let count = 0;
  const start = groups.start(group);
  const end = start + groups.length(group) * groups.stride;
  for (let i = start; i < end; i += groups.stride) if (Math.abs(values[i]) > bound) count++;
  return count;
}

/** sqrt of the mean square, summed in ascending order in binary64. */
export function rootMeanSquare(values: Reals): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
