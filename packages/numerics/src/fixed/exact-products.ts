/** Bits that all values of an array stay within, which may be more than they need. */
interface Extent {
  readonly significantBits: number;
  /** No value has a bit of weight below 2^lowestBit. */
  readonly lowestBit: number;
}

/** True when every product of a value on the left and one on the right is exact in binary32 or overflows there: narrow operands' products need no float64. */
export function haveExactProducts(leftValues: Float32Array, rightValues: Float32Array): boolean {
  const left = extentOf(leftValues);
  const right = extentOf(rightValues);
  return left.significantBits + right.significantBits <= 24 && left.lowestBit + right.lowestBit >= -149;
}

const magnitudeMask = 0x7fff_ffff;

function extentOf(values: Float32Array): Extent {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  let mantissas = 0;
  let least = magnitudeMask;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    mantissas |= word;
    // Zeros say nothing about the smallest exponent: one less than zero is the largest of all.
    const below = (word - 1) & magnitudeMask;
    if (below < least) least = below;
  }
  mantissas &= 0x7f_ffff;
  // Subnormal numbers have the exponent of the smallest normal one.
  const smallest = (least + 1) >>> 23;
  const zeros = mantissas === 0 ? 23 : 31 - Math.clz32(mantissas & -mantissas);
  return { significantBits: 24 - zeros, lowestBit: Math.max(smallest, 1) - 150 + zeros };
}
