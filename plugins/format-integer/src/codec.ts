import type { Codes, Reals, Rounding } from "@lnsim/contracts";

/** What an encoder reads and writes: element i is values[i] * top / max, rounded, in two's complement of `bits` bits. */
export interface EncodeRun {
  readonly values: Reals;
  readonly max: number;
  readonly bits: number;
  /** The largest integer; results are clamped to +-top. */
  readonly top: number;
  readonly out: Codes;
}

/** Adding and subtracting 1.5 * 2^52 leaves the nearest integer, ties to even, of a number within +-2^51. */
const integerGrid = 1.5 * 2 ** 52;

/** Codes to the nearest integer, ties to even; NaN becomes zero. `max` is positive. */
export function encodeNearestEven({ values, max, bits, top, out }: EncodeRun): void {
  const mask = 2 ** bits - 1;
  for (let i = 0; i < values.length; i++) {
    const steps = Math.min(top, Math.max(-top, (values[i] * top) / max));
    // As an integer, NaN is zero.
    out[i] = (steps + integerGrid - integerGrid) & mask;
  }
}

/**
 * Codes in the other modes: "half-away" takes the larger magnitude on a tie; "stochastic" takes it with the probability
 * of the fraction, and draws one word per element whatever its value.
 */
export function encodeRounded({ values, max, bits, top, out }: EncodeRun, rounding: Rounding): void {
  const mask = 2 ** bits - 1;
  const random = rounding.mode === "stochastic" ? rounding.random : null;
  for (let i = 0; i < values.length; i++) {
    const uniform = random === null ? 1 : random.nextUint32() * 2 ** -32;
    const steps = Math.min(top, Math.abs((values[i] * top) / max));
    const whole = Math.floor(steps);
    const isUp = rounding.mode === "half-away" ? steps - whole >= 0.5 : uniform < steps - whole;
    const magnitude = whole + (isUp ? 1 : 0);
    out[i] = (values[i] < 0 ? -magnitude : magnitude) & mask;
  }
}

/**
 * The integer of a code. The one code that encoding never makes, -2^(bits - 1), stands for its neighbour, so that no
 * value lies beyond the range.
 */
export function integerOf(code: number, bits: number): number {
  const shift = 32 - bits;
  return Math.max(1 - 2 ** (bits - 1), (code << shift) >> shift);
}

/** Values of codes: the integer times max / top, rounded once where `max` has at most 37 significant bits. */
export function decode(codes: Codes, { bits, top, max }: Pick<EncodeRun, "bits" | "top" | "max">, out: Reals): void {
  const shift = 32 - bits;
  for (let i = 0; i < codes.length; i++) out[i] = (Math.max(-top, (codes[i] << shift) >> shift) * max) / top;
}
