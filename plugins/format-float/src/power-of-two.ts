const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/** 2^exponent for a whole exponent from -1022 to 1023, made from its bits: the language leaves `**` open. */
export function powerOfTwo(exponent: number): number {
  words[0] = 0;
  words[1] = (exponent + 1023) << 20;
  return scratch[0];
}
