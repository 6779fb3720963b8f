import { largestOf, type Element } from "./element.ts";

/** Exponents that an E8M0 scale can have. */
const largestScaleExponent = 127;

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/**
 * What an element's largest number stands for in a block whose largest magnitude is `largest`: it is scaled by the
 * shared power of two with exponent floor(log2(largest)) - largestExponent, clamped to what E8M0 holds (OCP MX v1.0,
 * section 6.3). What of the block's last octave lies beyond it saturates.
 */
export function sharedScaleTop(element: Element, largestExponent: number, largest: number): number {
  if (largest === 0) return 0;
  scratch[0] = largest;
  const exponent = ((words[1] >>> 20) & 0x7ff) - 1023 - largestExponent;
  words[0] = 0;
  words[1] = (Math.max(-largestScaleExponent, Math.min(largestScaleExponent, exponent)) + 1023) << 20;
  return largestOf(element) * scratch[0];
}
