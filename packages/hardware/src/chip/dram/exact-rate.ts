/** A ratio of positive whole numbers in lowest terms. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Decimals of a clock, a rate or a time that count: GHz to the kHz, ns to the fs. */
const resolution = 1_000_000;

/** Cycles that `bytes` take at a rate, exactly. */
export function cyclesOfBytes(bytes: number, bytesPerNs: number, gigahertz: number): Ratio {
  const numerator = BigInt(bytes) * micros(gigahertz);
  const denominator = micros(bytesPerNs);
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: Number(numerator / divisor), denominator: Number(denominator / divisor) };
}

/** A time in cycles, rounded up. */
export function cyclesOfTime(ns: number, gigahertz: number): number {
  const scale = BigInt(resolution) ** 2n;
  return Number((micros(ns) * micros(gigahertz) + scale - 1n) / scale);
}

function micros(value: number): bigint {
  return BigInt(Math.round(value * resolution));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
