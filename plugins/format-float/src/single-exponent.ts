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
  // Negative as soon as one magnitude lies above infinity: NaNs are rare, so they are looked for once, at the end.
  let found = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    found |= infinityBits - (word & magnitudeMask);
    out[i] = (word + halfDown + ((word >>> dropped) & lastBit)) >>> dropped;
  }
  if (found < 0) replaceNans(words, nan, out);
}

function replaceNans(words: Int32Array, nan: number, out: Codes): void {
  for (let i = 0; i < words.length; i++) if ((words[i] & magnitudeMask) > infinityBits) out[i] = nan;
}

/** Single-precision values whose upper bits are the codes. */
export function decodeUpperBits(codes: Codes, dropped: number, out: Float32Array): void {
  const words = new Int32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < codes.length; i++) words[i] = codes[i] << dropped;
}
