/** A float64 as what it is exactly: mantissa * 2^exponent. */
export interface ExactReal {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const bits = new DataView(new ArrayBuffer(8));

/** Takes a finite float64 apart. */
export function exactReal(value: number): ExactReal {
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xf_ffff_ffff_ffffn;
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** floor(value * 2^-shift + (1/2 or 0)), without a rounding on the way. */
export function floorShifted({ mantissa, exponent }: ExactReal, shift: number, addsHalf: boolean): bigint {
  const down = shift - exponent;
  if (down <= 0) return mantissa << BigInt(-down);
  const half = addsHalf ? 1n << BigInt(down - 1) : 0n;
  return (mantissa + half) >> BigInt(down);
}

/** True when the value is a multiple of 2^shift. */
export function isMultiple({ mantissa, exponent }: ExactReal, shift: number): boolean {
  return shift <= exponent || BigInt.asUintN(shift - exponent, mantissa) === 0n;
}

/** The product of two, exactly. */
export function exactProduct(one: ExactReal, other: ExactReal): ExactReal {
  return { mantissa: one.mantissa * other.mantissa, exponent: one.exponent + other.exponent };
}

/** trunc(value / 2^cutBits) * 2^cutBits: the multiple of 2^cutBits nearest to it on the side of zero. */
export function truncated({ mantissa, exponent }: ExactReal, cutBits: number): bigint {
  const down = cutBits - exponent;
  if (down <= 0) return mantissa << BigInt(exponent);
  const magnitude = (mantissa < 0n ? -mantissa : mantissa) >> BigInt(down);
  return (mantissa < 0n ? -magnitude : magnitude) << BigInt(cutBits);
}

/** The sum of two, exactly. */
export function exactSum(one: ExactReal, other: ExactReal): ExactReal {
  const exponent = Math.min(one.exponent, other.exponent);
  const aligned = (real: ExactReal): bigint => real.mantissa << BigInt(real.exponent - exponent);
  return { mantissa: aligned(one) + aligned(other), exponent };
}
