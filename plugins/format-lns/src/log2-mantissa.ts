const log2e = 1.4426950408889634;
const sqrt2 = 1.4142135623730951;

/**
 * log2 of a number in [1, 2), with an absolute error below 2^-48, from additions, multiplications and divisions alone:
 * log(m) = 2 atanh((m - 1) / (m + 1)), with m halved above the square root of two so that eleven terms are enough.
 */
export function log2Mantissa(mantissa: number): number {
  const isUpper = mantissa > sqrt2;
  const reduced = isUpper ? mantissa * 0.5 : mantissa;
  const s = (reduced - 1) / (reduced + 1);
  const t = s * s;
  const lower = 1 / 3 + t * (1 / 5 + t * (1 / 7 + t * (1 / 9)));
  const t4 = t * t * t * t;
  const upper = 1 / 11 + t * (1 / 13 + t * (1 / 15 + t * (1 / 17 + t * (1 / 19))));
  const series = 2 * s * (1 + t * (lower + t4 * upper));
  return series * log2e + (isUpper ? 1 : 0);
}
