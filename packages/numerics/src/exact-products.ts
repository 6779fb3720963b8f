import type { FloatGemmOperands } from "./gemm-operands.ts";

/** Bits that all values of an array stay within, which may be more than they need. */
interface Extent {
  readonly significantBits: number;
  /** No value has a bit of weight below 2^lowestBit. */
  readonly lowestBit: number;
}

/** True when every product of operands is exact in binary32 or overflows there: narrow operands' products need no float64. */
export function haveExactProducts({ a, b }: FloatGemmOperands): boolean {
  const left = extentOf(a);
  const right = extentOf(b);
  return left.significantBits + right.significantBits <= 24 && left.lowestBit + right.lowestBit >= -149;
}

function extentOf(values: Float32Array): Extent {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  let mantissas = 0;
  let smallest = 255;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    mantissas |= word & 0x7f_ffff;
    const exponent = (word >>> 23) & 0xff;
    // Zeros say nothing about the smallest exponent; subnormal numbers have that of the smallest normal one.
    if ((word & 0x7fff_ffff) !== 0 && exponent < smallest) smallest = exponent;
  }
  const zeros = mantissas === 0 ? 23 : 31 - Math.clz32(mantissas & -mantissas);
  return { significantBits: 24 - zeros, lowestBit: Math.max(smallest, 1) - 150 + zeros };
}
