const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);

/** Bits from the first to the last one of a finite number's magnitude; 0 for zero. */
export function significantBits(value: number): number {
  if (value === 0) return 0;
  scratch[0] = value;
  // Subnormals are brought among the normal numbers, which moves their bits and loses none.
  if ((words[1] & 0x7ff00000) === 0) scratch[0] = value * 2 ** 64;
  const low = words[0];
  const high = words[1] & 0xfffff;
  if (low !== 0) return 53 - trailingZeros(low);
  return high === 0 ? 1 : 21 - trailingZeros(high);
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}
