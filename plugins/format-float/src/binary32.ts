import type { Codes, Reals } from "@lnsim/contracts";

const quietNan = 0x7fc00000;
const infinity = 0x7f800000;
const magnitudeMask = 0x7fffffff;

/** The bits of single-precision values, every NaN as the same quiet one: what rounding to the nearest would give. */
export function encodeBinary32(values: Float32Array, out: Codes): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    out[i] = (word & magnitudeMask) > infinity ? quietNan : word;
  }
}

/** Values whose bits are the codes. */
export function decodeBinary32(codes: Uint32Array, out: Reals): void {
  out.set(new Float32Array(codes.buffer, codes.byteOffset, codes.length));
}
