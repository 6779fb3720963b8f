const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/** Whether a positive number is a power of two, and normal. */
export function isPowerOfTwo(value: number): boolean {
  scratch[0] = value;
  return (words[1] & 0xfffff) === 0 && words[0] === 0 && (words[1] & 0x7ff00000) !== 0 && value < Infinity;
}
