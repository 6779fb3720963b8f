const view = new DataView(new ArrayBuffer(8));

/** Exponent of the lowest set bit of a finite float64: value is an odd multiple of 2^it. Infinity for zero. */
export function lowestBit(value: number): number {
  if (value === 0) return Infinity;
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = biased === 0 ? high & 0xf_ffff : (high & 0xf_ffff) | 0x10_0000;
  const zeros = low === 0 ? 32 + trailingZeros(fraction) : trailingZeros(low);
  return Math.max(biased, 1) - 1075 + zeros;
}

/** Exponent of the highest set bit of a finite float64. -Infinity for zero. */
function highestBit(value: number): number {
  if (value === 0) return -Infinity;
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  if (biased !== 0) return biased - 1023;
  const fraction = high & 0xf_ffff;
  return fraction === 0 ? 31 - Math.clz32(view.getUint32(4)) - 1074 : 63 - Math.clz32(fraction) - 1074;
}

/** Bits from the highest to the lowest set one; 0 for zero. */
export function significantBits(value: number): number {
  return value === 0 ? 0 : highestBit(value) - lowestBit(value) + 1;
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}
