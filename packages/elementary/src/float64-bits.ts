// One shared word pair to move bits between a float64 and integers. Typed arrays have the byte order of the machine,
// which is little-endian on every platform that the project runs on (x64 and arm64).
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** 2^exponent, for -1022 <= exponent <= 1023. */
export function powerOfTwo(exponent: number): number {
  words[0] = 0;
  words[1] = (exponent + 1023) << 20;
  return float[0];
}

/** value * 2^exponent with one rounding, for results of any size and -2100 <= exponent <= 2100. */
export function scaleByPowerOfTwo(value: number, exponent: number): number {
  if (exponent > 1023) return value * powerOfTwo(1023) * powerOfTwo(Math.min(exponent - 1023, 1023));
  if (exponent >= -1022) return value * powerOfTwo(exponent);
  return value * powerOfTwo(exponent + 969) * powerOfTwo(-969);
}

/** floor(log2 |value|) of a normal number. */
export function exponentOf(value: number): number {
  float[0] = value;
  return ((words[1] >>> 20) & 0x7ff) - 1023;
}

/** The significand of a positive normal number, in [1, 2). */
export function significandOf(value: number): number {
  float[0] = value;
  words[1] = (words[1] & 0x000f_ffff) | 0x3ff0_0000;
  return float[0];
}
