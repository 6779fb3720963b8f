/** A binary floating-point format with subnormals and infinities, of 8 to 20 significant bits. */
export interface RoundingTarget {
  readonly precisionBits: number;
  /** Exponent of the smallest normal number. */
  readonly smallestExponent: number;
  readonly largest: number;
}

// One shared number and its two words, in the byte order of the machine: little-endian on every platform that the
// project runs on (x64 and arm64).
const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

/**
 * The nearest number of a format, ties to even, infinite beyond its range. The sign of a zero that a subnormal rounds to is
 * not kept: a sum that starts from +0 never depends on it.
 */
export function roundToFormat(value: number, { precisionBits, smallestExponent, largest }: RoundingTarget): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  float[0] = value;
  const high = words[1]!;
  const exponent = ((high >>> 20) & 0x7ff) - 1023;
  if (exponent < smallestExponent) {
    // Adding 1.5 * 2^52 quanta leaves whole quanta, rounded to nearest even.
    const magic = 1.5 * 2 ** (52 + smallestExponent - precisionBits + 1);
    return value + magic - magic;
  }
  const dropped = 21 - precisionBits;
  const mask = (1 << dropped) - 1;
  const rest = high & mask;
  const half = 1 << (dropped - 1);
  const isOdd = ((high >> dropped) & 1) === 1;
  const goesUp = rest > half || (rest === half && (isOdd || words[0] !== 0));
  // A carry out of the significand raises the exponent, as it should.
  words[1] = (high & ~mask) + (goesUp ? mask + 1 : 0);
  words[0] = 0;
  const rounded = float[0]!;
  return Math.abs(rounded) > largest ? Math.sign(value) * Infinity : rounded;
}
