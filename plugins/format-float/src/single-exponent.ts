import type { Codes } from "@lnsim/contracts";

const magnitudeMask = 0x7fffffff;
const infinityBits = 0x7f800000;

/**
 * Formats with the exponent field of single precision are its upper bits: codes of single-precision values, rounded to
 * the nearest, ties to even, by adding just under half a step to the bits. A carry moves into the exponent field.
 *
 * @param dropped fraction bits that the format does not have, 0 to 23
 * @param nan the code of every NaN
 */
export function encodeUpperBits(values: Float32Array, dropped: number, nan: number, out: Codes): void {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  const halfDown = dropped === 0 ? 0 : 2 ** (dropped - 1) - 1;
  const lastBit = dropped === 0 ? 0 : 1;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const rounded = word + halfDown + ((word >>> dropped) & lastBit);
    out[i] = (word & magnitudeMask) > infinityBits ? nan : (rounded >>> dropped) | 0;
  }
}

/** Single-precision values whose upper bits are the codes. */
export function decodeUpperBits(codes: Codes, dropped: number, out: Float32Array): void {
  const words = new Int32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < codes.length; i++) words[i] = codes[i] << dropped;
}
